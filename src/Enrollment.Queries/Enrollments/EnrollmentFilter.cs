using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Enrollments;

/// <summary>A filter of enrollments; null members do not filter.</summary>
public sealed record EnrollmentFilter
{
    public string? Learner { get; init; }

    public string? Activity { get; init; }

    public PeriodStatus? Status { get; init; }

    /// <summary>Only enrollments that a message started at once on this date.</summary>
    public DateOnly? EnrolledAtOnceOn { get; init; }

    /// <summary>Only enrollments that the run of this date started.</summary>
    public DateOnly? EnrolledByNightOf { get; init; }

    public int? Limit { get; init; }
}
