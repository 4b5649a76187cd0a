namespace Enrollment.Domain.Rules;

/// <summary>A number of calendar units; months and years are calendar months and years (semantics 5).</summary>
public sealed record Interval(int Count, IntervalUnit Unit)
{
    /// <summary>The date this much later; a day that the month lacks becomes the month's last.</summary>
    public DateOnly After(DateOnly date) => date.AddMonths(Months).AddDays(Days);

    internal int Months =>
        Unit switch
        {
            IntervalUnit.Months => Count,
            IntervalUnit.Years => 12 * Count,
            _ => 0,
        };

    internal int Days =>
        Unit switch
        {
            IntervalUnit.Days => Count,
            IntervalUnit.Weeks => 7 * Count,
            _ => 0,
        };
}

/// <summary>Calendar units.</summary>
public enum IntervalUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks.</summary>
    Weeks,

    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Calendar years.</summary>
    Years,
}
