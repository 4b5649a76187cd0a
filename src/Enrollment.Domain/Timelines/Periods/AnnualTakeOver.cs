using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>Annual period k takes over from the one before, which is then missed (semantics 5.3, 5.5).</summary>
/// <param name="Year">The year k.</param>
/// <param name="On">The date t.</param>
internal readonly record struct AnnualTakeOver(int Year, DateOnly On)
{
    /// <summary>The take-over from period k. It comes no earlier than the day after that period's due date.</summary>
    public static AnnualTakeOver After(int k, DateOnly due, AnnualCalendar calendar)
    {
        var earliest = due.AddDays(1);
        var year = k + 1;
        while (calendar.Anchor(year) < earliest)
            year++;
        return new AnnualTakeOver(year, LaterOf(calendar.TakeOver(year), earliest));
    }

    /// <summary>The latest of this take-over and those that follow it up to the date.</summary>
    public AnnualTakeOver LatestUpTo(DateOnly date, AnnualCalendar calendar)
    {
        var latest = this;
        for (var next = this; next.On <= date; next = After(next.Year, calendar.Anchor(next.Year), calendar))
            latest = next;
        return latest;
    }
}
