using Enrollment.Contracts;
using Core = Enrollment.Domain;

namespace Enrollment.Queries.Announcements;

/// <summary>Maps the enums of the domain to those of the contract.</summary>
internal static class AnnouncedEnums
{
    public static PeriodStatus Of(Core.Enrollments.PeriodStatus status) =>
        status switch
        {
            Core.Enrollments.PeriodStatus.Scheduled => PeriodStatus.Scheduled,
            Core.Enrollments.PeriodStatus.Open => PeriodStatus.Open,
            Core.Enrollments.PeriodStatus.Overdue => PeriodStatus.Overdue,
            Core.Enrollments.PeriodStatus.Completed => PeriodStatus.Completed,
            Core.Enrollments.PeriodStatus.CompletedLate => PeriodStatus.CompletedLate,
            Core.Enrollments.PeriodStatus.Satisfied => PeriodStatus.Satisfied,
            Core.Enrollments.PeriodStatus.Missed => PeriodStatus.Missed,
            Core.Enrollments.PeriodStatus.Withdrawn => PeriodStatus.Withdrawn,
            Core.Enrollments.PeriodStatus.Canceled => PeriodStatus.Canceled,
            Core.Enrollments.PeriodStatus.Paused => PeriodStatus.Paused,
            Core.Enrollments.PeriodStatus.Exempted => PeriodStatus.Exempted,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
        };

    public static Requirement Of(Core.Rules.Requirement requirement) =>
        requirement switch
        {
            Core.Rules.Requirement.Required => Requirement.Required,
            Core.Rules.Requirement.Recommended => Requirement.Recommended,
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Unknown requirement."),
        };
}
