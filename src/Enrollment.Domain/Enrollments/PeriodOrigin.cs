namespace Enrollment.Domain.Enrollments;

/// <summary>What a period was planned from.</summary>
public enum PeriodOrigin
{
    /// <summary>A first period: from the eligibility date e (semantics 5.1).</summary>
    Eligibility,

    /// <summary>A later period: from the completion on date c (5.2).</summary>
    Completion,

    /// <summary>An annual period that took over on date t from one not completed (5.5).</summary>
    TakeOver,

    /// <summary>An order of retraining that found no current period: from the run's date b (12).</summary>
    Order,
}
