namespace Enrollment.Domain.Timelines.Periods;

/// <summary>A required period passed its due date.</summary>
/// <param name="Since">The day after the due date.</param>
/// <param name="Under">The rule it fell overdue under. While that is live, nothing erases lateness (semantics 6).</param>
internal readonly record struct Lateness(DateOnly Since, RuleId Under);
