using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Enrollments;

/// <summary>Which enrollments are wanted; what is null does not matter.</summary>
public sealed record EnrollmentFilter
{
    public string? Learner { get; init; }

    public string? Activity { get; init; }

    public PeriodStatus? Status { get; init; }

    /// <summary>Those that began with a message that took effect at once, on this date.</summary>
    public DateOnly? EnrolledAtOnceOn { get; init; }

    /// <summary>Those that the run of this date began.</summary>
    public DateOnly? EnrolledByNightOf { get; init; }

    public int? Limit { get; init; }
}
