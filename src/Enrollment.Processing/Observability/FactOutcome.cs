using Enrollment.Processing.Facts;

namespace Enrollment.Processing.Observability;

/// <summary>What became of a fact.</summary>
public enum FactOutcome
{
    Applied,
    Unchanged,
    Rejected,
    Failed,

    /// <summary>
    /// Its id, or a rule's version, was recorded before with other content; it is kept as a dead letter, and applied where it is the later
    /// one.
    /// </summary>
    Conflict,
}
