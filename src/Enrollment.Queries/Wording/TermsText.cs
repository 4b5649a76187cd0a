using System.Globalization;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording;

/// <summary>What a rule asks, for somebody who reads no JSON.</summary>
internal static class TermsText
{
    public static string Of(Terms terms)
    {
        var before = terms.DaysBeforeDue is { } days ? $", visible {Count(days, "day")} before due" : "";
        var first = terms.InitialDue is { } initial ? $", the first time {Of(initial)}" : "";
        return $"{Of(terms.Requirement)}, {Of(terms.Recurrence)}, {Of(terms.Due, terms.Recurrence)}"
            + $"{first}{before}{Of(terms.PriorCompletions)}";
    }

    public static string Of(Requirement requirement) => requirement is Requirement.Required ? "required" : "recommended";

    private static string Of(Recurrence recurrence) =>
        recurrence switch
        {
            Recurrence.Annual { MinimumGap: { } gap } => $"each year, at least {Of(gap)} after the last completion",
            Recurrence.Annual => "each year",
            Recurrence.Custom { FromPreviousDue: true } custom => $"every {Of(custom.Every)} from the previous due date",
            Recurrence.Custom custom => $"every {Of(custom.Every)} from the completion",
            _ => "once",
        };

    private static string Of(Due? due, Recurrence recurrence) =>
        due switch
        {
            { } given => Of(given),
            null when recurrence is Recurrence.Custom => "due one interval after becoming eligible",
            null => "without a due date",
        };

    private static string Of(Due due) =>
        due switch
        {
            Due.Within within => $"due {Count(within.Days, "day")} after becoming eligible",
            Due.On on => $"due on {on.Date:yyyy-MM-dd}",
            Due.EachYearOn each => $"due on {each.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(each.Month)}",
            _ => throw new ArgumentOutOfRangeException(nameof(due), due.GetType().Name, "Unknown kind of due date."),
        };

    private static string Of(PriorCompletions? prior) =>
        prior switch
        {
            PriorCompletions.Ignore => ", earlier completions do not count",
            PriorCompletions.LookBackDays back => $", completions of the {Count(back.Days, "day")} before count",
            _ => "",
        };

    public static string Of(Interval interval) => Count(interval.Count, interval.Unit.ToString().ToLowerInvariant().TrimEnd('s'));

    private static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
