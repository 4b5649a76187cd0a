using Marten;

namespace Enrollment.Storage.Clock;

/// <summary>The setting of the demonstration clock: one document, which all processes follow.</summary>
/// <param name="Instant">The time it was set to.</param>
/// <param name="SetAt">The real time of the setting.</param>
/// <param name="Running">Whether it runs from there at real speed. Otherwise it stands still.</param>
public sealed record ClockSetting(DateTimeOffset Instant, DateTimeOffset SetAt, bool Running)
{
    public const string OnlyId = "clock";

    public string Id { get; init; } = OnlyId;

    public DateTimeOffset TimeAt(DateTimeOffset realTime) => Running ? Instant + (realTime - SetAt) : Instant;

    /// <summary>Sets the clock. Workers follow within a fraction of a second.</summary>
    public static async Task SetAsync(
        IDocumentStore store,
        DateTimeOffset instant,
        bool running,
        CancellationToken cancellationToken = default
    )
    {
        await using var session = store.LightweightSession();
        session.Store(new ClockSetting(instant.ToUniversalTime(), DateTimeOffset.UtcNow, running));
        await session.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Returns to the real clock.</summary>
    public static async Task ClearAsync(IDocumentStore store, CancellationToken cancellationToken = default)
    {
        await using var session = store.LightweightSession();
        session.Delete<ClockSetting>(OnlyId);
        await session.SaveChangesAsync(cancellationToken);
    }
}
