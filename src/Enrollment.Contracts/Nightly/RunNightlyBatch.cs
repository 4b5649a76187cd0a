namespace Enrollment.Contracts;

/// <summary>
/// Carries out the nightly batch of a run: sources gained and lost, rule edits, pauses (semantics 4). The run sends it to itself; from
/// anybody else it changes nothing.
/// </summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record RunNightlyBatch(DateOnly BusinessDate);
