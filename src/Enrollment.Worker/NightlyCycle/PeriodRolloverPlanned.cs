namespace Enrollment.Worker.NightlyCycle;

/// <summary>The period rollover is cut into segments, numbered from 1.</summary>
public sealed record PeriodRolloverPlanned(DateOnly BusinessDate, PlannedWork Work);
