using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Auditing;

/// <summary>Reads the streams from which the read models are made, one after the other.</summary>
public sealed class EventStreams(NpgsqlDataSource source, EventContents contents)
{
    private const string InOrder = $"""
        select stream_id, version, type, data::text from {StoredEvent.Table}
        where stream_id like 'enrollment/%' or stream_id like 'learner/%' or stream_id like 'rule/%' or stream_id like 'order/%'
        order by stream_id, version
        """;

    public async IAsyncEnumerable<EventStream> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var rows = await BinaryCopyReader.OpenAsync(connection, InOrder, width: 4, cancellationToken);
        var (key, events) = (Array.Empty<byte>(), new List<object>());
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!rows.Bytes(0).SequenceEqual(key))
            {
                if (events.Count > 0)
                    yield return new EventStream(Encoding.UTF8.GetString(key), events);
                (key, events) = (rows.Bytes(0).ToArray(), new List<object>(capacity: 2));
            }

            events.Add(Deserialize(rows));
        }

        if (events.Count > 0)
            yield return new EventStream(Encoding.UTF8.GetString(key), events);
    }

    private object Deserialize(BinaryCopyReader row)
    {
        try
        {
            return contents.Deserialize(row.Bytes(2), row.Memory(3));
        }
        catch (JsonException unreadable)
        {
            return new UnreadableEvent(row.Number(1), unreadable.Message);
        }
    }
}

/// <summary>Takes the place of an event that cannot be deserialized.</summary>
public sealed record UnreadableEvent(long Version, string Why);
