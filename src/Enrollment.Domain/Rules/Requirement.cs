namespace Enrollment.Domain.Rules;

/// <summary>Whether the training is owed or offered. Required sorts before recommended (semantics 6).</summary>
public enum Requirement
{
    /// <summary>Owed: overdue the day after its due date.</summary>
    Required,

    /// <summary>Offered: never overdue.</summary>
    Recommended,
}
