namespace Enrollment.Contracts;

/// <summary>Starts the run of a business date, unless that date was run already; sent by the clock and by operators.</summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record StartNightlyRun(DateOnly BusinessDate);
