using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>What an order of retraining makes of a period (semantics 12).</summary>
internal static class OrderedPeriods
{
    /// <summary>Completions count for it already: its due date becomes the order's if that is earlier.</summary>
    public static PlannedPeriod OrderEarlier(this PlannedPeriod period, OrderId id, DateOnly due, DateOnly b)
    {
        var ordered =
            period.Due is { } known && known <= due
                ? period
                : period with
                {
                    DuePlan = period.DuePlan.OrderedFor(due),
                    Order = period.Order is { GivesDates: true } own ? own with { Id = id } : new PeriodOrder(id, b, GivesDates: false),
                };
        return ordered.IsScheduled ? ordered.EnrollOn(EarlierOf(b, ordered.EnrolledOn)) : ordered;
    }

    /// <summary>The period becomes the ordered one, with the dates of the order.</summary>
    public static PlannedPeriod OrderAnew(this PlannedPeriod period, OrderId id, DateOnly due, DateOnly b) =>
        period with
        {
            EnrolledOn = b,
            CountsFrom = b,
            DuePlan = period.DuePlan.OrderedFor(due),
            Year = period.Governing.Terms.Annual?.FirstEndingOnOrAfter(b),
            IsInitial = false,
            Order = new PeriodOrder(id, b, GivesDates: true),
            Status = PeriodStatus.Open,
            WasVisible = true,
            Lateness = null,
        };
}
