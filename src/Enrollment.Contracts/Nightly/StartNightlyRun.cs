namespace Enrollment.Contracts;

/// <summary>
/// Starts the run of a business date, unless the stored state forbids it (semantics 4). The workers' clock and <c>enrollctl</c> send it;
/// from anybody else it changes nothing.
/// </summary>
/// <param name="BusinessDate">The run's calendar date in the organization's time zone.</param>
public sealed record StartNightlyRun(DateOnly BusinessDate);
