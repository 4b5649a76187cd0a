using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Wording;

/// <summary>A period and the inputs of its dates, in words.</summary>
internal static class PeriodText
{
    /// <summary>Why the learner is enrolled, why with this due date, and since when.</summary>
    public static IEnumerable<string> Because(Period period, EnrollmentState then)
    {
        yield return $"enrolled by {Rule(period)}";
        if (TermsOf(period, then) is { } terms)
            yield return $"which asks: {terms}";
        yield return $"{Due(period.Due)}: {Inputs(period)}";
        var seen = period.Visible ? "visible to the learner since" : "to become visible to the learner on";
        yield return $"eligible since {period.EligibleFrom:yyyy-MM-dd}; {seen} {period.EnrolledOn:yyyy-MM-dd}; "
            + $"completions count from {period.CountsFrom:yyyy-MM-dd}";
        if (period.CompletedOn is { } completed)
            yield return $"completed on {completed:yyyy-MM-dd}";
        if (then.OverdueSince is { } late)
            yield return $"overdue since {late:yyyy-MM-dd}";
        if (period.WithoutRule)
            yield return "its rule does not auto enroll any more: it stays until completed, and none follows it";
    }

    public static string Rule(Period period) =>
        $"rule {period.RuleId} version {period.RuleVersion}, {Audience(period.Groups)}{(period.Reason is { } reason ? $": {reason}" : "")}";

    public static string Inputs(Period period)
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

    public static string Audience(IReadOnlyList<GroupId>? groups) =>
        groups is null ? "for the entire company" : $"for members of {string.Join(", ", groups)}";

    public static string Requirement(Period period) => TermsText.Of(period.Requirement);

    public static string Due(DateOnly? due) => due is { } date ? $"due {date:yyyy-MM-dd}" : "without a due date";

    // The version that gave the dates, as it was when it was judged.
    private static string? TermsOf(Period period, EnrollmentState then) =>
        then
            .Facts.OfType<SourcesJudged>()
            .SelectMany(step => step.Matches)
            .LastOrDefault(match => match.RuleId == period.RuleId && match.Version == period.RuleVersion)
            is { } match
            ? TermsText.Of(match.Terms)
            : null;
}
