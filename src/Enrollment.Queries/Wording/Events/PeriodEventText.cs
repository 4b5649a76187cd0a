using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Rules;
using static Enrollment.Queries.Wording.Periods.PeriodText;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What a change of a period states.</summary>
internal static class PeriodEventText
{
    public static string What(PeriodEvent change)
    {
        var period = change.Period;
        return change switch
        {
            PeriodPlanned when period.Status is PeriodStatus.Scheduled =>
                $"Planned, {TermsText.Of(period.Requirement)}, {Due(period.Due)}; {VisibleFrom(period)}",
            PeriodPlanned => $"Enrolled, {TermsText.Of(period.Requirement)}, {Due(period.Due)}",
            PeriodSatisfied => Satisfied(period),
            PeriodOpened => $"Became visible to the learner, {Due(period.Due)}",
            PeriodBecameOverdue => $"Overdue: not completed by {period.Due:yyyy-MM-dd}",
            PeriodCompleted => Completed(period),
            PeriodMissed => $"Missed ({Due(period.Due)}): the next period took over",
            PeriodPaused => "Paused: the learner is inactive",
            PeriodResumed => $"Resumed, now {Due(period.Due)}: the learner is active again",
            PeriodWithdrawn => "Withdrawn: no rule calls for it any more",
            PeriodCanceled => "Canceled before it became visible: no rule calls for it any more",
            PeriodExempted => $"Exempted ({Due(period.Due)}): the learner need not complete it while the exemption is in force",
            PeriodDueSoon => $"Reminder: {Due(period.Due)}, {DaysLeft(change)}",
            PeriodStillOverdue => $"Reminder: still not completed, {DaysLate(change)} after the due date {period.Due:yyyy-MM-dd}",
            PeriodRestored => $"Restored, {Due(period.Due)}: the period is current again",
            PeriodRetracted { Cause.Semantics: { } version } => $"Retracted: semantics version {version} leads to another period",
            PeriodRetracted => "Retracted: a completion that came late or was revoked leads to other periods",
            PeriodDueDateChanged moved => $"Due date changed: was {Due(moved.PreviousDue)}, now {Due(period.Due)}",
            PeriodRequirementChanged => $"Requirement changed: now {TermsText.Of(period.Requirement)}, {Due(period.Due)}",
            PeriodRevised => $"Revised: rule {period.RuleId} version {period.RuleVersion}, {Due(period.Due)}, {VisibleFrom(period)}",
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "Unknown kind of period event."),
        };
    }

    /// <summary>Whether the change follows from time or a completion alone, so that the dates stay as they were.</summary>
    public static bool KeepsDates(PeriodEvent change) =>
        change
            is PeriodOpened
                or PeriodBecameOverdue
                or PeriodCompleted
                or PeriodMissed
                or PeriodPaused
                or PeriodExempted
                or PeriodDueSoon
                or PeriodStillOverdue;

    private static string DaysLeft(PeriodEvent reminder) =>
        (reminder.Period.Due!.Value.DayNumber - reminder.EffectiveOn.DayNumber) is var days and > 0
            ? $"in {ValueText.Count(days, "day")}"
            : "today";

    private static string DaysLate(PeriodEvent reminder) =>
        ValueText.Count(reminder.EffectiveOn.DayNumber - reminder.Period.Due!.Value.DayNumber, "day");

    private static string Satisfied(Period period) =>
        $"Satisfied by the earlier completion of {period.CompletedOn:yyyy-MM-dd}; without it, the period would be {Due(period.Due)}";

    private static string Completed(Period period) =>
        period switch
        {
            { Due: null } => $"Completed on {period.CompletedOn:yyyy-MM-dd}, {Due(null)}",
            { Status: PeriodStatus.CompletedLate } => $"Completed on {period.CompletedOn:yyyy-MM-dd}, late ({Due(period.Due)})",
            _ => $"Completed on {period.CompletedOn:yyyy-MM-dd}, on time ({Due(period.Due)})",
        };
}
