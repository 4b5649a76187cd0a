using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Periods;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What an event of an enrollment states, for a reader who knows rules and due dates but not events.</summary>
public static class EventText
{
    public static DateOnly EffectiveOn(EnrollmentEvent recorded, BusinessCalendar calendar) =>
        recorded switch
        {
            PeriodEvent change => change.EffectiveOn,
            CompletionRecorded completion => completion.CompletedOn,
            EnrollmentStep step => step.On,
            ExemptionRecorded { Revoked: true } revoked => calendar.DateOf(revoked.OccurredAt),
            ExemptionRecorded granted => granted.From,
            _ => throw Unknown(recorded),
        };

    public static string What(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged judged => EvaluationText.What(judged),
            CompletionRecorded completion => CompletionText.What(completion),
            CompletionRevoked revoked => CompletionText.What(revoked),
            DueDateExtended extended => $"Due date extended: no earlier than {ValueText.Date(extended.Due)}",
            SemanticsAdopted adopted => $"Semantics version {adopted.Version} decides from now on",
            ExemptionRecorded { Revoked: true } revoked => $"Exemption {revoked.ExemptionId} revoked",
            ExemptionRecorded granted => $"Exemption {granted.ExemptionId} granted {DecisionText.Dates(granted)}",
            PeriodEvent change => PeriodEventText.What(change),
            _ => throw Unknown(recorded),
        };

    /// <summary>The rule and the source, or who decided and why. Where the event set dates, also their inputs.</summary>
    public static IEnumerable<string> Why(EnrollmentEvent recorded) =>
        recorded switch
        {
            SourcesJudged judged => EvaluationText.Why(judged),
            CompletionRecorded completion => CompletionText.Why(completion),
            CompletionRevoked revoked => [DecisionText.DecidedBy(revoked.DecidedBy, revoked.Reason)],
            DueDateExtended extended => [DecisionText.DecidedBy(extended.DecidedBy, extended.Reason)],
            ExemptionRecorded exemption => [DecisionText.DecidedBy(exemption.DecidedBy, exemption.Reason)],
            SemanticsAdopted => ["periods that have ended stay as they are recorded"],
            PeriodEvent change => Why(change, change.Period),
            _ => throw Unknown(recorded),
        };

    /// <summary>The message or the night that caused an event.</summary>
    public static string Cause(string? messageId, DateOnly? run, int? semantics) =>
        (messageId, run) switch
        {
            (_, { } night) when semantics is { } version => $"by the night of {ValueText.Date(night)}, semantics version {version}",
            (_, { } night) => $"by the night of {ValueText.Date(night)}",
            ({ } message, _) when semantics is { } version => $"by the message {message}, semantics version {version}",
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

    private static ArgumentOutOfRangeException Unknown(EnrollmentEvent recorded) =>
        new(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event.");
}
