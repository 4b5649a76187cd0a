namespace Enrollment.Storage.DeadLetters;

/// <summary>Why a message is kept.</summary>
public enum DeadLetterKind
{
    /// <summary>Validation refused its content.</summary>
    Rejected,

    /// <summary>Handling it failed repeatedly.</summary>
    Failed,

    /// <summary>The broker delivered it too often without an answer, or it expired in its queue.</summary>
    Undeliverable,

    /// <summary>Its id, or the rule's version, is already recorded with other content.</summary>
    Conflict,
}
