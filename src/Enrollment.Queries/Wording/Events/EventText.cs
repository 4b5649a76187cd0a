using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What an event of an enrollment states, for a reader who knows rules and due dates but not events.</summary>
public static class EventText
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
            SourcesJudged judged => Evaluated(judged),
            CompletionRecorded completion => $"Completion of {ValueText.Date(completion.CompletedOn)}: {completion.Outcome}",
            CompletionRevoked revoked => $"Completion of {ValueText.Date(revoked.CompletedOn)} revoked",
            DueDateExtended extended => $"Due date extended to {ValueText.Date(extended.Due)}",
            SemanticsAdopted adopted => $"Semantics version {adopted.Version} decides from now on",
            ExemptionRecorded { Revoked: true } revoked => $"Exemption {revoked.ExemptionId} revoked",
            ExemptionRecorded granted => $"Exemption {granted.ExemptionId} granted, {Dates(granted)}",
            PeriodEvent change => PeriodEventText.What(change),
            _ => throw Unknown(recorded),
        };

    /// <summary>The rule and the source. Where the event set dates, also their inputs.</summary>
    public static IEnumerable<string> Why(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged judged when judged.EligibleFrom != judged.On =>
            [
                $"rules that match for the first time count from {ValueText.Date(judged.EligibleFrom)}, the date of the message",
            ],
            CompletionRecorded completion when completion.HandledOn != completion.CompletedOn =>
            [
                $"received on {ValueText.Date(completion.HandledOn)}; it counts from the day of the completion",
            ],
            CompletionRevoked revoked => [DecidedBy(revoked.DecidedBy, revoked.Reason)],
            DueDateExtended extended => [DecidedBy(extended.DecidedBy, extended.Reason)],
            ExemptionRecorded exemption => [DecidedBy(exemption.DecidedBy, exemption.Reason)],
            SemanticsAdopted => ["periods that have ended stay as they are recorded"],
            PeriodEvent change => Why(change, change.Period),
            _ => [],
        };

    /// <summary>The message or the night that caused an event.</summary>
    public static string Cause(string? messageId, DateOnly? run, int? semantics) =>
        (messageId, run) switch
        {
            (_, { } night) when semantics is { } version => $"by the night of {ValueText.Date(night)}, semantics version {version}",
            (_, { } night) => $"by the night of {ValueText.Date(night)}",
            ({ } message, _) => $"by the message {message}",
            _ => "cause not recorded",
        };

    private static IEnumerable<string> Why(PeriodEvent change, Period period)
    {
        yield return PeriodText.Rule(period);
        if (PeriodEventText.KeepsDates(change))
            yield break;
        yield return PeriodText.Inputs(period);
        if (period.CountsFrom != period.EnrolledOn)
            yield return PeriodText.CountsFrom(period);
    }

    private static string DecidedBy(string decidedBy, string reason) => $"decided by {decidedBy}: {reason}";

    private static string Dates(ExemptionRecorded granted) =>
        granted.Until is { } last
            ? $"from {ValueText.Date(granted.From)} to {ValueText.Date(last)}"
            : $"from {ValueText.Date(granted.From)} on";

    private static string Evaluated(SourcesJudged judged)
    {
        var step = judged.InRun ? "Rules evaluated by the night" : "Rules evaluated at once";
        if (!judged.Active)
            return $"{step}: the learner has been inactive since {ValueText.Date(judged.ActiveSince)}";
        return judged.Matches.Count == 0
            ? $"{step}: no rule matches the learner"
            : $"{step}, matching: {RuleText.Matched([.. judged.Matches.Select(match => (match.RuleId, match.Version, match.Groups))])}";
    }

    private static ArgumentOutOfRangeException Unknown(EnrollmentEvent recorded) =>
        new(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event.");
}
