using System.Globalization;
using Enrollment.Domain;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>The terms of a rule, each by itself. <see cref="Of(Terms)"/> is all of them in one clause.</summary>
public static class TermsText
{
    public const string HireDateUnknown = "the hire date is unknown, so the days count from the eligibility date";

    public static string Of(Terms terms)
    {
        var first = terms.InitialDue is { } initial ? $", the first time due {Of(initial)}" : "";
        var visible = terms.DaysBeforeDue is not null ? $", visible {Visible(terms.DaysBeforeDue)}" : "";
        var prior = terms.PriorCompletions is null or Domain.Rules.PriorCompletions.Honor
            ? ""
            : $", prior completions {PriorCompletions(terms.PriorCompletions)}";
        return $"{Of(terms.Requirement)}, {Of(terms.Recurrence)}, {DueOrNot(terms)}{first}{visible}{prior}{Additions(terms)}";
    }

    public static string Of(Requirement requirement) =>
        requirement switch
        {
            Requirement.Required => "required",
            Requirement.Recommended => "recommended",
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Unknown requirement."),
        };

    public static string Of(Recurrence recurrence) =>
        recurrence switch
        {
            Recurrence.OneTime => "once",
            Recurrence.Annual { MinimumGap: { } gap } => $"every year, at least {Of(gap)} after the last completion",
            Recurrence.Annual => "every year",
            Recurrence.Custom { FromPreviousDue: true } custom => $"every {Every(custom.Every)} from the previous due date",
            Recurrence.Custom custom => $"every {Every(custom.Every)} from the completion",
            _ => throw new ArgumentOutOfRangeException(nameof(recurrence), recurrence.GetType().Name, "Unknown kind of recurrence."),
        };

    /// <summary>When the first period is due, and with an annual rule every period.</summary>
    public static string Due(Terms terms) =>
        terms switch
        {
            { Due: { } due } => Of(due),
            { Recurrence: Recurrence.Custom } => "one interval after the eligibility date",
            _ => "no due date",
        };

    public static string Visible(int? daysBeforeDue) =>
        daysBeforeDue is { } days ? $"{ValueText.Count(days, "day")} before the due date" : "at once";

    public static string PriorCompletions(PriorCompletions? prior) =>
        prior switch
        {
            null or Domain.Rules.PriorCompletions.Honor => "count while they are still valid",
            Domain.Rules.PriorCompletions.Ignore => "do not count",
            Domain.Rules.PriorCompletions.LookBackDays back => $"count if they are not older than {ValueText.Count(back.Days, "day")}",
            _ => throw new ArgumentOutOfRangeException(nameof(prior), prior.GetType().Name, "Unknown kind of prior completions."),
        };

    public static string Of(Due due) =>
        due switch
        {
            Due.Within { FromHireDate: true } within => $"{ValueText.Count(within.Days, "day")} after the hire date",
            Due.Within within => $"{ValueText.Count(within.Days, "day")} after the eligibility date",
            Due.On on => $"on {ValueText.Date(on.Date)}",
            Due.EachYearOn each => $"on {each.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(each.Month)}",
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.GetType().Name, "Unknown kind of due date."),
        };

    public static string AlsoCompletedBy(IReadOnlyList<ActivityId>? others) =>
        others is { Count: > 0 } ? ValueText.List(others) : "no other activity";

    public static string HiredAgain(bool beginsAgain) => beginsAgain ? "a first period begins again" : "nothing begins again";

    public static string Reminders(ReminderTerms? reminders) =>
        reminders is null
            ? "none"
            : ValueText.List(
                new[] { BeforeDue(reminders.DaysBeforeDue), WhileOverdue(reminders.OverdueEveryDays) }.OfType<string>(),
                " and "
            );

    private static string? BeforeDue(ValueList<int> days) =>
        days.Count == 0 ? null : $"{ValueText.List(days.OrderDescending())} {(days is [1] ? "day" : "days")} before the due date";

    private static string? WhileOverdue(int? every) =>
        every is { } days ? $"every {(days == 1 ? "day" : ValueText.Count(days, "day"))} while overdue" : null;

    /// <summary>The terms that most rules do not have.</summary>
    private static string Additions(Terms terms)
    {
        var also = terms.AlsoCompletedBy is { Count: > 0 } others ? $", also completed by {AlsoCompletedBy(others)}" : "";
        var again = terms.BeginsAgainWhenHiredAgain ? $", when hired again {HiredAgain(beginsAgain: true)}" : "";
        var reminders = terms.Reminders is { } reminded ? $", reminders {Reminders(reminded)}" : "";
        return also + again + reminders;
    }

    private static string Of(Interval interval) => ValueText.Count(interval.Count, UnitOf(interval.Unit));

    private static string Every(Interval interval) => interval.Count == 1 ? UnitOf(interval.Unit) : Of(interval);

    private static string UnitOf(IntervalUnit unit) =>
        unit switch
        {
            IntervalUnit.Days => "day",
            IntervalUnit.Weeks => "week",
            IntervalUnit.Months => "month",
            IntervalUnit.Years => "year",
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
        };

    private static string DueOrNot(Terms terms) =>
        terms is { Due: null, Recurrence: not Recurrence.Custom } ? "without a due date" : $"due {Due(terms)}";
}
