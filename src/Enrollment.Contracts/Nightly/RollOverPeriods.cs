namespace Enrollment.Contracts;

/// <summary>
/// Carries out the period rollover of a run: opens periods and marks them overdue or missed (semantics 4). The run sends it to itself;
/// from anybody else it changes nothing.
/// </summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record RollOverPeriods(DateOnly BusinessDate);
