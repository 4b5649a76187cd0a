using Enrollment.Domain.Enrollments;
using static Enrollment.Queries.Wording.PeriodText;

namespace Enrollment.Queries.Wording;

/// <summary>What an event says, for somebody who knows rules and due dates but not events.</summary>
internal static class EventText
{
    public static DateOnly EffectiveOn(EnrollmentEvent recorded) =>
        recorded switch
        {
            PeriodEvent change => change.EffectiveOn,
            CompletionRecorded completion => completion.CompletedOn,
            EnrollmentStep step => step.On,
            ExemptionRecorded exemption => exemption.From,
            _ => throw Unknown(recorded),
        };

    public static string What(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged judged => Judged(judged),
            CompletionRecorded completion => $"Completion of {completion.CompletedOn:yyyy-MM-dd} {completion.Outcome}",
            CompletionRevoked revoked => $"Completion of {revoked.CompletedOn:yyyy-MM-dd} revoked by {revoked.DecidedBy}: {revoked.Reason}",
            DueDateExtended extended => $"Due date extended to {extended.Due:yyyy-MM-dd} by {extended.DecidedBy}: {extended.Reason}",
            ExemptionRecorded { Revoked: true } revoked => $"Exemption revoked by {revoked.DecidedBy}: {revoked.Reason}",
            ExemptionRecorded granted => $"Exempted from {granted.From:yyyy-MM-dd} by {granted.DecidedBy}: {granted.Reason}",
            PeriodEvent change => What(change, change.Period),
            _ => throw Unknown(recorded),
        };

    /// <summary>The rule and the source; where the event set dates also their inputs.</summary>
    public static IEnumerable<string> Why(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged judged when judged.EligibleFrom != judged.On =>
            [
                $"a rule that matches for the first time counts since {judged.EligibleFrom:yyyy-MM-dd}, the date of the message",
            ],
            CompletionRecorded completion when completion.HandledOn != completion.CompletedOn =>
            [
                $"told on {completion.HandledOn:yyyy-MM-dd}; it counts from the day of the completion",
            ],
            PeriodEvent change => Why(change, change.Period),
            _ => [],
        };

    private static IEnumerable<string> Why(PeriodEvent change, Period period)
    {
        yield return Rule(period);
        if (TimeOrCompletionAlone(change))
            yield break;
        yield return Inputs(period);
        if (period.CountsFrom != period.EnrolledOn)
            yield return $"completions count from {period.CountsFrom:yyyy-MM-dd}";
    }

    private static bool TimeOrCompletionAlone(PeriodEvent change) =>
        change
            is PeriodOpened
                or PeriodBecameOverdue
                or PeriodCompleted
                or PeriodMissed
                or PeriodPaused
                or PeriodDueSoon
                or PeriodStillOverdue;

    private static string Judged(SourcesJudged judged)
    {
        var looked = judged.InRun ? "Rules judged by the night" : "Rules judged at once";
        if (!judged.Active)
            return $"{looked}: the learner is inactive since {judged.ActiveSince:yyyy-MM-dd}";
        return judged.Matches.Count == 0
            ? $"{looked}: none matches the learner"
            : $"{looked}: "
                + string.Join(
                    "; ",
                    judged.Matches.Select(match => $"{match.RuleId} version {match.Version} matches, {Audience(match.Groups)}")
                );
    }

    private static string What(PeriodEvent change, Period period) =>
        change switch
        {
            PeriodPlanned when period.Status is PeriodStatus.Scheduled =>
                $"Planned, {Requirement(period)}, {Due(period.Due)}; visible to the learner from {period.EnrolledOn:yyyy-MM-dd}",
            PeriodPlanned => $"Enrolled, {Requirement(period)}, {Due(period.Due)}",
            PeriodSatisfied => $"Satisfied from the start by the earlier completion of {period.CompletedOn:yyyy-MM-dd}; "
                + $"it would have been {Due(period.Due)}",
            PeriodOpened => $"Became visible to the learner, {Due(period.Due)}",
            PeriodBecameOverdue => $"Overdue: not completed by {period.Due:yyyy-MM-dd}",
            PeriodCompleted when period.Status is PeriodStatus.CompletedLate =>
                $"Completed on {period.CompletedOn:yyyy-MM-dd}, late ({Due(period.Due)})",
            PeriodCompleted => $"Completed on {period.CompletedOn:yyyy-MM-dd}, in time ({Due(period.Due)})",
            PeriodMissed => $"Missed ({Due(period.Due)}): the next period took over",
            PeriodPaused => "Paused: the learner is inactive",
            PeriodResumed => $"Resumed, now {Due(period.Due)}: the learner is active again",
            PeriodWithdrawn => "Withdrawn: no rule asks for it any more",
            PeriodCanceled => "Canceled before the learner saw it: no rule asks for it any more",
            PeriodExempted => $"Exempted ({Due(period.Due)})",
            PeriodDueSoon => $"Due soon: {Due(period.Due)}",
            PeriodStillOverdue => $"Still overdue: not completed by {period.Due:yyyy-MM-dd}",
            PeriodRestored => $"Restored, {Due(period.Due)}: a rule asks for it again",
            PeriodRetracted => "Taken out: a completion that was told later leads to other periods",
            PeriodDueDateChanged moved => $"Due date moved: was {Due(moved.PreviousDue)}, now {Due(period.Due)}",
            PeriodRequirementChanged => $"Now {Requirement(period)}, {Due(period.Due)}",
            PeriodRevised => $"Now by {period.RuleId} version {period.RuleVersion}, {Due(period.Due)}, "
                + $"visible to the learner from {period.EnrolledOn:yyyy-MM-dd}",
            _ => throw Unknown(change),
        };

    private static ArgumentOutOfRangeException Unknown(EnrollmentEvent recorded) =>
        new(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event.");
}
