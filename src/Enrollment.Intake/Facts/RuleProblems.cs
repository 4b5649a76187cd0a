using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>
/// The problems of a well-formed rule (semantics 3). Paths are relative to the rule. The upper limits keep every computed date in the
/// calendar. A part that is null could not be read, and its problem is already reported.
/// </summary>
internal static class RuleProblems
{
    public const int MostDays = 36_500;

    public static IReadOnlyList<Problem> In(AutoEnrollmentRuleSaved rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. Numbers(rule), .. DueDates(rule), .. EnrolledOn(rule)];
    }

    private static IEnumerable<Problem> Numbers(AutoEnrollmentRuleSaved rule)
    {
        if (rule.Version < 1)
            yield return new("$.version", $"is {rule.Version}; expected a whole number from 1");
        if (rule.Audience is Audience.Groups { GroupIds.Count: 0 })
            yield return new("$.audience.groupIds", "is empty; expected one or more group ids, or the audience kind none");
        if (rule.Recurrence is Recurrence.Annual { MinimumGap: { } gap } && !HasGoodCount(gap))
            yield return new("$.recurrence.minimumGap.count", CountExpected(gap));
        if (rule.Recurrence is Recurrence.Custom { Every: { } every } && !HasGoodCount(every))
            yield return new("$.recurrence.every.count", CountExpected(every));
        if (rule.Due is Due.Within { Days: < 0 or > MostDays } due)
            yield return new("$.due.days", DaysExpected(due.Days));
        if (rule.InitialDue is Due.Within { Days: < 0 or > MostDays } initialDue)
            yield return new("$.initialDue.days", DaysExpected(initialDue.Days));
        if (rule.PriorCompletions is PriorCompletions.LookBackDays { Days: < 0 or > MostDays } lookBack)
            yield return new("$.priorCompletions.days", DaysExpected(lookBack.Days));
        if (rule.EnrolledOnDaysBeforeDue is < 0 or > MostDays)
            yield return new("$.enrolledOnDaysBeforeDue", DaysExpected(rule.EnrolledOnDaysBeforeDue.Value));
    }

    private static IEnumerable<Problem> DueDates(AutoEnrollmentRuleSaved rule)
    {
        if (rule.Recurrence is Recurrence.Annual && rule.Due is null)
            yield return new("$.due", "is missing; an annual rule is due eachYearOn a month and day");
        if (rule.Recurrence is Recurrence.Annual && rule.Due is Due.Within or Due.On)
            yield return new("$.due.kind", $"is {Kind(rule.Due)}; an annual rule is due eachYearOn a month and day");
        if (rule.Recurrence is Recurrence.OneTime or Recurrence.Custom && rule.Due is Due.EachYearOn)
            yield return new("$.due.kind", "is eachYearOn; expected within or on, because the rule is not annual");
        if (rule.Due is Due.EachYearOn { MonthDay: { } monthDay } && !IsInSomeYear(monthDay))
            yield return new("$.due.monthDay", MonthDayExpected(monthDay));
        if (rule.Recurrence is Recurrence.OneTime && rule.InitialDue is not null)
            yield return new("$.initialDue", "is given; a one-time rule has no initial due date");
        if (rule.InitialDue is Due.EachYearOn)
            yield return new("$.initialDue.kind", "is eachYearOn; expected within or on");
        if (rule.InitialDue is Due.EachYearOn { MonthDay: { } initial } && !IsInSomeYear(initial))
            yield return new("$.initialDue.monthDay", MonthDayExpected(initial));
    }

    private static IEnumerable<Problem> EnrolledOn(AutoEnrollmentRuleSaved rule)
    {
        if (rule.EnrolledOnDaysBeforeDue is not { } days)
            yield break;
        if (rule.Recurrence is Recurrence.OneTime && rule.Due is null)
            yield return new("$.enrolledOnDaysBeforeDue", $"is {days}; a one-time rule without a due date has no date to count it from");
        if (days <= MostDays && ShortestInterval.DaysOf(rule.Recurrence) is { } shortest && days >= shortest)
            yield return new(
                "$.enrolledOnDaysBeforeDue",
                $"is {days}; expected fewer than {shortest}, the fewest days there can be from one period to the next"
            );
    }

    private static bool HasGoodCount(Interval interval) => interval.Count >= 1 && interval.Count <= ShortestInterval.MostOf(interval.Unit);

    private static bool IsInSomeYear(string monthDay) => Dates.TryReadDate($"2000-{monthDay}", out _);

    private static string CountExpected(Interval interval) =>
        $"is {interval.Count}; expected a whole number of {EnumWords<IntervalUnit>.WordOf(interval.Unit)} "
        + $"from 1 to {ShortestInterval.MostOf(interval.Unit)}";

    internal static string DaysExpected(int days) => $"is {days}; expected a whole number of days from 0 to {MostDays}";

    private static string MonthDayExpected(string monthDay) =>
        $"is {ProblemText.Quoted(monthDay)}; expected a month and day that a year can have, as \"MM-dd\"";

    private static string Kind(Due due) => due is Due.Within ? "within" : "on";
}
