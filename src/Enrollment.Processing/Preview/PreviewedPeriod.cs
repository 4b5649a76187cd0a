using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Processing.Preview;

/// <summary>The latest period of an enrollment.</summary>
public sealed record PreviewedPeriod(
    int Number,
    PeriodStatus Status,
    Requirement Requirement,
    DateOnly EnrolledOn,
    DateOnly? Due,
    DateOnly CountsFrom,
    string RuleId,
    int RuleVersion,
    string? Reason
)
{
    internal static PreviewedPeriod? LatestOf(EnrollmentState state) =>
        state.Periods is [.., var last]
            ? new(
                last.Number,
                last.Status,
                last.Requirement,
                last.EnrolledOn,
                last.Due,
                last.CountsFrom,
                last.RuleId.Value,
                last.RuleVersion,
                last.Reason
            )
            : null;
}
