using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Auditing;

/// <summary>Reads the streams that read models are made of, one after the other.</summary>
internal sealed class EventStreams(NpgsqlDataSource source, EventContents contents)
{
    private const string InOrder = $"""
        select stream_id, version, type, data::text from {StoredEvent.Table}
        where stream_id like 'enrollment/%' or stream_id like 'learner/%' or stream_id like 'rule/%' order by stream_id, version
        """;

    public async IAsyncEnumerable<EventStream> Read([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var rows = await BinaryCopyReader.Of(connection, InOrder, width: 4, cancellationToken);
        var (key, events) = (Array.Empty<byte>(), new List<object>());
        while (await rows.Next(cancellationToken))
        {
            if (!rows.Bytes(0).SequenceEqual(key))
            {
                if (events.Count > 0)
                    yield return new EventStream(Encoding.UTF8.GetString(key), events);
                (key, events) = (rows.Bytes(0).ToArray(), new List<object>(capacity: 2));
            }

            events.Add(Content(rows));
        }

        if (events.Count > 0)
            yield return new EventStream(Encoding.UTF8.GetString(key), events);
    }

    private object Content(BinaryCopyReader row)
    {
        try
        {
            return contents.Read(row.Bytes(2), row.Memory(3));
        }
        catch (JsonException unreadable)
        {
            return new UnreadableEvent(row.Number(1), unreadable.Message);
        }
    }
}

/// <summary>Stands where an event cannot be made of what is stored.</summary>
internal sealed record UnreadableEvent(long Version, string Why);
