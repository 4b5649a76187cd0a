using Marten;

namespace Enrollment.Storage.Clock;

/// <summary>Where the demonstration clock was put; one document that all processes follow.</summary>
/// <param name="Instant">The time it was set to.</param>
/// <param name="SetAt">The real time at which that was done.</param>
/// <param name="Running">Runs on from there at real speed, or stands still.</param>
public sealed record ClockSetting(DateTimeOffset Instant, DateTimeOffset SetAt, bool Running)
{
    public const string OnlyId = "clock";

    public string Id { get; init; } = OnlyId;

    public DateTimeOffset TimeAt(DateTimeOffset realTime) => Running ? Instant + (realTime - SetAt) : Instant;

    /// <summary>What <c>enrollctl clock set</c> does; workers follow within a fraction of a second.</summary>
    public static async Task Set(IDocumentStore store, DateTimeOffset instant, bool running, CancellationToken cancellationToken = default)
    {
        await using var session = store.LightweightSession();
        session.Store(new ClockSetting(instant.ToUniversalTime(), DateTimeOffset.UtcNow, running));
        await session.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Back to the real clock.</summary>
    public static async Task Clear(IDocumentStore store, CancellationToken cancellationToken = default)
    {
        await using var session = store.LightweightSession();
        session.Delete<ClockSetting>(OnlyId);
        await session.SaveChangesAsync(cancellationToken);
    }
}
