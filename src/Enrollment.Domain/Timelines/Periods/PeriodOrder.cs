namespace Enrollment.Domain.Timelines.Periods;

/// <summary>An order of retraining took effect on the period (semantics 12).</summary>
/// <param name="Id">The order.</param>
/// <param name="On">The run's date b.</param>
/// <param name="GivesDates">The period's dates are the order's. Otherwise the order only made its due date earlier.</param>
internal readonly record struct PeriodOrder(OrderId Id, DateOnly On, bool GivesDates);
