using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Queries.Wording.Periods;

/// <summary>A period and the inputs of its dates.</summary>
public static class PeriodText
{
    public static string Of(PeriodStatus status) =>
        status switch
        {
            PeriodStatus.Scheduled => "scheduled",
            PeriodStatus.Open => "open",
            PeriodStatus.Overdue => "overdue",
            PeriodStatus.Completed => "completed",
            PeriodStatus.CompletedLate => "completed late",
            PeriodStatus.Satisfied => "satisfied",
            PeriodStatus.Missed => "missed",
            PeriodStatus.Withdrawn => "withdrawn",
            PeriodStatus.Canceled => "canceled",
            PeriodStatus.Paused => "paused",
            PeriodStatus.Exempted => "exempted",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
        };

    /// <summary>What the dates of a period were computed from.</summary>
    public static string ComputedFrom(PeriodOrigin origin, DateOnly date) =>
        origin switch
        {
            PeriodOrigin.Eligibility => $"computed from the eligibility date {ValueText.Date(date)}",
            PeriodOrigin.Completion => $"computed from the completion of {ValueText.Date(date)}",
            PeriodOrigin.TakeOver => $"computed from the take-over on {ValueText.Date(date)}",
            PeriodOrigin.Order => $"planned by an order of retraining in the night of {ValueText.Date(date)}",
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
        };

    /// <summary>Why the learner is enrolled, why with this due date, and since when.</summary>
    public static IEnumerable<string> Because(Period period, EnrollmentState then)
    {
        yield return $"enrolled by {Rule(period)}";
        if (TermsOf(period, then) is { } terms)
            yield return $"terms: {terms}";
        yield return $"{Due(period.Due)}: {Inputs(period)}";
        foreach (var decision in PeriodDecisions.Of(period, then))
            yield return decision;
        var visible = period.Visible ? $"visible to the learner since {ValueText.Date(period.EnrolledOn)}" : VisibleFrom(period);
        yield return $"eligible since {ValueText.Date(period.EligibleFrom)}; {visible}; {CountsFrom(period)}";
        if (period.CompletedOn is { } completed)
            yield return $"completed on {ValueText.Date(completed)}{ByAnother(completed, then)}";
        if (then.OverdueSince is { } late)
            yield return OverdueSince(late);
        if (period.WithoutRule)
            yield return "the rule enrolls nobody any more: the period stays until it is completed, and no period follows it";
    }

    public static string Rule(Period period) => RuleText.Matched(period.RuleId, period.RuleVersion, period.Groups, period.Reason);

    public static string Inputs(Period period)
    {
        var year = period.AnchorYear is { } k ? $", annual period {k}" : "";
        var before = period.DaysBeforeDue is { } n ? $", visible {TermsText.Visible(n)}" : "";
        var paused = period.PausedDays > 0 ? $", due date moved {ValueText.Count(period.PausedDays, "day")} by pauses" : "";
        var ordered = period.OrderId is { } order ? $", due date by the order of retraining {order}" : "";
        var extended = period.ExtendedTo is { } bound ? $", due no earlier than {ValueText.Date(bound)} by an extension" : "";
        return ComputedFrom(period.Origin, period.PlannedFrom) + year + before + paused + ordered + extended;
    }

    public static string CountsFrom(Period period) => $"completions count from {ValueText.Date(period.CountsFrom)}";

    public static string VisibleFrom(Period period) => $"visible to the learner from {ValueText.Date(period.EnrolledOn)}";

    public static string Due(DateOnly? due) => due is { } date ? $"due {ValueText.Date(date)}" : "without a due date";

    public static string OverdueSince(DateOnly date) => $"overdue since {ValueText.Date(date)}";

    // The version that gave the dates, as it was when it was evaluated.
    private static string? TermsOf(Period period, EnrollmentState then) =>
        then
            .Facts.OfType<SourcesJudged>()
            .SelectMany(step => step.Matches)
            .LastOrDefault(match => match.RuleId == period.RuleId && match.Version == period.RuleVersion)
            is { } match
            ? TermsText.Of(match.Terms)
            : null;

    /// <summary>The other activity whose completion it is, where the activity itself was not completed on the date.</summary>
    private static string ByAnother(DateOnly completed, EnrollmentState then)
    {
        var completions = then.Facts.OfType<CompletionRecorded>().Where(completion => completion.CompletedOn == completed).ToArray();
        return completions is [{ Of: { } other }, ..] && completions.All(completion => completion.Of is not null)
            ? $", by a completion of {other}"
            : "";
    }
}
