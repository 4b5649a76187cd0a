using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>
/// Due dates counted from one anchor: the last due date that was not counted this way, and what was added since. So a day that a month
/// lacks (28 February) does not stick (semantics 5.2).
/// </summary>
internal sealed record DueChain(DateOnly Anchor, int Months, int Days)
{
    public DateOnly Due => Anchor.AddMonths(Months).AddDays(Days);

    public static DueChain StartingAt(DateOnly anchor) => new(anchor, 0, 0);

    public DueChain Plus(Interval interval) => this with { Months = Months + interval.Months, Days = Days + interval.Days };
}
