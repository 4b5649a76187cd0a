namespace Enrollment.Contracts;

/// <summary>Carries out the nightly batch of a run: sources gained and lost, rule edits, pauses.</summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record RunNightlyBatch(DateOnly BusinessDate);
