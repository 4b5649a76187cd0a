namespace Enrollment.Processing.Observability;

/// <summary>The result of handling a fact.</summary>
public enum FactOutcome
{
    Applied,
    Unchanged,
    Rejected,
    Failed,

    /// <summary>
    /// Its id, or a rule's version, is recorded with other content. It is kept as a dead letter, and applied if it is the later one.
    /// </summary>
    Conflict,
}
