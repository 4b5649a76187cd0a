namespace Enrollment.Contracts;

/// <summary>Carries out the period rollover of a run: openings, overdue, missed.</summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record RollOverPeriods(DateOnly BusinessDate);
