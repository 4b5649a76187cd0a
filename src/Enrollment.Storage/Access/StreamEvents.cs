using JasperFx.Events;
using Marten;

namespace Enrollment.Storage.Access;

/// <summary>Reads events of several streams at once.</summary>
public static class StreamEvents
{
    /// <summary>The events of these streams, read by one query, in order within each stream.</summary>
    public static async Task<ILookup<string, IEvent>> LoadEventsAsync(
        this IQuerySession session,
        IEnumerable<string> streams,
        CancellationToken cancellationToken
    )
    {
        var keys = streams.ToArray();
        var events =
            keys.Length == 0
                ? []
                : await session
                    .Events.QueryAllRawEvents()
                    .Where(e => e.StreamKey.IsOneOf(keys))
                    .OrderBy(e => e.Sequence)
                    .ToListAsync(cancellationToken);
        return events.ToLookup(recorded => recorded.StreamKey!, StringComparer.Ordinal);
    }

    /// <summary>The events with these numbers, in their order.</summary>
    public static async Task<IReadOnlyList<IEvent>> LoadEventsAsync(
        this IQuerySession session,
        IEnumerable<long> sequences,
        CancellationToken cancellationToken
    )
    {
        var numbers = sequences.ToArray();
        return numbers.Length == 0
            ? []
            : await session
                .Events.QueryAllRawEvents()
                .Where(recorded => recorded.Sequence.IsOneOf(numbers))
                .OrderBy(recorded => recorded.Sequence)
                .ToListAsync(cancellationToken);
    }
}
