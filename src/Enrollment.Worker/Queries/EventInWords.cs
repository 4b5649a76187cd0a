using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Worker.Queries;

/// <summary>What an event says, for somebody who knows rules and due dates but not events.</summary>
internal static class EventInWords
{
    public static DateOnly EffectiveOn(EnrollmentEvent recorded) => recorded switch
    {
        PeriodEvent change => change.EffectiveOn,
        CompletionRecorded completion => completion.CompletedOn,
        SourcesJudged judged => judged.On,
        _ => throw Unknown(recorded),
    };

    public static string What(EnrollmentEvent recorded) => recorded switch
    {
        SourcesJudged judged => Judged(judged),
        CompletionRecorded completion => $"Completion of {completion.CompletedOn:yyyy-MM-dd} {completion.Outcome}",
        PeriodEvent change => What(change, change.Period),
        _ => throw Unknown(recorded),
    };

    /// <summary>The rule and the inputs of the dates, where the event set them.</summary>
    public static IEnumerable<string> Why(EnrollmentEvent recorded)
    {
        if (recorded is not PeriodEvent { Period: var period } change || TimeOrCompletionAlone(change))
            yield break;
        yield return $"rule {period.RuleId} version {period.RuleVersion}, {Audience(period.Groups)}{(period.Reason is { } reason ? $": {reason}" : "")}";
        yield return Inputs(period);
        if (period.CountsFrom != period.EnrolledOn)
            yield return $"completions count from {period.CountsFrom:yyyy-MM-dd}";
    }

    private static bool TimeOrCompletionAlone(PeriodEvent change) =>
        change is PeriodOpened or PeriodBecameOverdue or PeriodCompleted or PeriodMissed or PeriodPaused;

    private static string Judged(SourcesJudged judged)
    {
        var looked = judged.InRun ? "Rules judged by the night" : "Rules judged at once";
        if (!judged.Active)
            return $"{looked}: the learner is inactive since {judged.ActiveSince:yyyy-MM-dd}";
        return judged.Matches.Count == 0
            ? $"{looked}: none matches the learner"
            : $"{looked}: {string.Join("; ", judged.Matches.Select(match => $"{match.RuleId} version {match.Version} matches, {Audience(match.Groups)}"))}";
    }

    private static string What(PeriodEvent change, Period period) => change switch
    {
        PeriodPlanned when period.Status is PeriodStatus.Scheduled => $"Planned, {Requirement(period)}, {Due(period.Due)}; visible to the learner from {period.EnrolledOn:yyyy-MM-dd}",
        PeriodPlanned => $"Enrolled, {Requirement(period)}, {Due(period.Due)}",
        PeriodSatisfied => $"Satisfied from the start by the earlier completion of {period.CompletedOn:yyyy-MM-dd}; it would have been {Due(period.Due)}",
        PeriodOpened => $"Became visible to the learner, {Due(period.Due)}",
        PeriodBecameOverdue => $"Overdue: not completed by {period.Due:yyyy-MM-dd}",
        PeriodCompleted when period.Status is PeriodStatus.CompletedLate => $"Completed on {period.CompletedOn:yyyy-MM-dd}, late ({Due(period.Due)})",
        PeriodCompleted => $"Completed on {period.CompletedOn:yyyy-MM-dd}, in time ({Due(period.Due)})",
        PeriodMissed => $"Missed ({Due(period.Due)}): the next period took over",
        PeriodPaused => "Paused: the learner is inactive",
        PeriodResumed => $"Resumed, now {Due(period.Due)}: the learner is active again",
        PeriodWithdrawn => "Withdrawn: no rule asks for it any more",
        PeriodCanceled => "Canceled before the learner saw it: no rule asks for it any more",
        PeriodRestored => $"Restored, {Due(period.Due)}: a rule asks for it again",
        PeriodRetracted => "Taken out: a completion that was told later leads to other periods",
        PeriodDueDateChanged moved => $"Due date moved: was {Due(moved.PreviousDue)}, now {Due(period.Due)}",
        PeriodRequirementChanged => $"Now {Requirement(period)}, {Due(period.Due)}",
        PeriodRevised => $"Now by {period.RuleId} version {period.RuleVersion}, {Due(period.Due)}, visible to the learner from {period.EnrolledOn:yyyy-MM-dd}",
        _ => throw Unknown(change),
    };

    private static string Inputs(Period period)
    {
        var from = period.Origin switch
        {
            PeriodOrigin.Eligibility => $"dates from eligible since {period.PlannedFrom:yyyy-MM-dd}",
            PeriodOrigin.Completion => $"dates from the completion of {period.PlannedFrom:yyyy-MM-dd}",
            _ => $"dates from the take-over on {period.PlannedFrom:yyyy-MM-dd}",
        };
        var year = period.AnchorYear is { } k ? $", annual period of {k}" : "";
        var before = period.DaysBeforeDue is { } n ? $", visible {n} days before due" : "";
        var paused = period.PausedDays > 0 ? $", moved by {period.PausedDays} days of pause" : "";
        return from + year + before + paused;
    }

    private static string Audience(IReadOnlyList<Domain.GroupId>? groups) =>
        groups is null ? "for the entire company" : $"for members of {string.Join(", ", groups)}";

    private static string Requirement(Period period) => period.Requirement is Domain.Rules.Requirement.Required ? "required" : "recommended";

    private static string Due(DateOnly? due) => due is { } date ? $"due {date:yyyy-MM-dd}" : "without a due date";

    private static ArgumentOutOfRangeException Unknown(EnrollmentEvent recorded) =>
        new(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event.");
}
