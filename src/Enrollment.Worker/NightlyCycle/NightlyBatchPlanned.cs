namespace Enrollment.Worker.NightlyCycle;

/// <summary>The nightly batch is cut into segments, numbered from 1.</summary>
public sealed record NightlyBatchPlanned(DateOnly BusinessDate, PlannedWork Work);
