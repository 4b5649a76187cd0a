namespace Enrollment.Storage.Nights;

/// <summary>The first event of <c>nightly/{date}</c>.</summary>
public sealed record NightStarted(DateOnly BusinessDate, DateTimeOffset Instant, DateTimeOffset StartedAt);
