using System.Collections.Concurrent;
using Enrollment.Contracts;

namespace Enrollment.Intake.Facts;

/// <summary>The minimum number of days of an interval, for every first day.</summary>
internal static class ShortestInterval
{
    // The calendar repeats every 400 years. With an interval of up to 100 years the search ends before year 9999.
    private static readonly DateOnly FirstMonth = new(1900, 1, 1);
    private const int MonthsUntilTheCalendarRepeats = 4_800;
    private static readonly ConcurrentDictionary<int, int> Known = new();

    public static int? DaysOf(Recurrence? recurrence) =>
        recurrence switch
        {
            Recurrence.Annual => 365,
            Recurrence.Custom { Every: { Count: >= 1 } every } when every.Count <= MostOf(every.Unit) => DaysOf(every),
            _ => null,
        };

    /// <summary>About 100 years in any unit.</summary>
    public static int MostOf(IntervalUnit unit) =>
        unit switch
        {
            IntervalUnit.Days => RuleProblems.MostDays,
            IntervalUnit.Weeks => 5_200,
            IntervalUnit.Months => 1_200,
            _ => 100,
        };

    private static int DaysOf(Interval interval) =>
        interval.Unit switch
        {
            IntervalUnit.Days => interval.Count,
            IntervalUnit.Weeks => interval.Count * 7,
            IntervalUnit.Months => Known.GetOrAdd(interval.Count, DaysOfMonths),
            _ => Known.GetOrAdd(interval.Count * 12, DaysOfMonths),
        };

    // The first days of months are enough: a day that is clamped to the end of a shorter month also spans whole months.
    private static int DaysOfMonths(int months) =>
        Enumerable
            .Range(0, MonthsUntilTheCalendarRepeats)
            .Min(start => FirstMonth.AddMonths(start + months).DayNumber - FirstMonth.AddMonths(start).DayNumber);
}
