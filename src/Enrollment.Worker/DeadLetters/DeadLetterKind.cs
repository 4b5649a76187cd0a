namespace Enrollment.Worker.DeadLetters;

/// <summary>Why a message is not applied.</summary>
public enum DeadLetterKind
{
    /// <summary>Its content was refused at the door.</summary>
    Rejected,

    /// <summary>Handling it failed again and again.</summary>
    Failed,

    /// <summary>The broker handed it out too often without an answer.</summary>
    Undeliverable,
}
