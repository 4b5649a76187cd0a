namespace Enrollment.Storage.Nights;

/// <summary>First event of <c>nightly/{date}</c>.</summary>
public sealed record NightStarted(DateOnly BusinessDate, DateTimeOffset Instant, DateTimeOffset StartedAt);
