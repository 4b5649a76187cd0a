using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Enrollment.Storage.Access;

namespace Enrollment.Storage.Auditing;

/// <summary>An event as the database stores it. The hash covers the stored columns.</summary>
public sealed class StoredEvent(BinaryCopyReader row)
{
    /// <summary>
    /// The first columns of the rows, from the table named <c>e</c>. The same content of <c>jsonb</c> always gives the same text.
    /// </summary>
    public const string Columns =
        "e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, e.mt_dotnet_type, "
        + "e.correlation_id, e.causation_id, coalesce(e.is_archived, false)";

    public const string Table = $"{DatabaseSchema.Name}.mt_events";

    /// <summary>The number of columns.</summary>
    public const int Width = 11;

    private const int LengthOfId = 32;
    private static readonly long Year2000 = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly ArrayBufferWriter<byte> _hashed = new(4_096);

    public long Sequence => row.Number(0);

    public ReadOnlySpan<byte> Stream => row.Bytes(2);

    public string StreamText => row.Text(2);

    public long Version => row.Number(3);

    public string Type => row.Text(4);

    /// <summary>
    /// A number that a failed save used up. It is written after the failure, perhaps only after later numbers were chained. It contributes
    /// to no state.
    /// </summary>
    public bool IsTombstone => Type == "tombstone" && StreamText == StreamKeys.Tombstones;

    /// <summary>SHA-256 over every column, each preceded by its length, so that different rows give different bytes.</summary>
    public byte[] Hash()
    {
        _hashed.ResetWrittenCount();
        Add(Sequence);
        Add(Version);
        Add(Ticks(row.Number(6)));
        Add(row.Bytes(10)[0]);
        AddId();
        foreach (var column in (ReadOnlySpan<int>)[2, 4, 5, 7, 8, 9])
            AddText(column);
        return SHA256.HashData(_hashed.WrittenSpan);
    }

    /// <summary>Tombstones have the timestamp minus infinity, which counts as the first instant.</summary>
    private static long Ticks(long microseconds) =>
        microseconds switch
        {
            long.MinValue => DateTime.MinValue.Ticks,
            long.MaxValue => DateTime.MaxValue.Ticks,
            _ => Year2000 + (microseconds * TimeSpan.TicksPerMicrosecond),
        };

    private void Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_hashed.GetSpan(sizeof(long)), number);
        _hashed.Advance(sizeof(long));
    }

    private void AddId()
    {
        Add(LengthOfId);
        Convert.TryToHexStringLower(row.Bytes(1), _hashed.GetSpan(LengthOfId), out var written);
        _hashed.Advance(written);
    }

    private void AddText(int column)
    {
        Add(row.IsNull(column) ? -1 : row.Bytes(column).Length);
        _hashed.Write(row.Bytes(column));
    }
}
