using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Enrollment.Storage.Access;

namespace Enrollment.Storage.Auditing;

/// <summary>An event as the database holds it, column by column; what is hashed is what is stored.</summary>
internal sealed class StoredEvent(BinaryCopyReader row)
{
    /// <summary>
    /// Of the table named <c>e</c>, the first of the rows' columns. The text of <c>jsonb</c> is always the same for the same content.
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
    /// A number that a failed save has used up. It is written after the failure, and so perhaps only after later numbers were chained; no
    /// state comes of it.
    /// </summary>
    public bool IsTombstone => Type == "tombstone" && StreamText == StreamKeys.Tombstones;

    /// <summary>SHA-256 over every column, each with its length in front: no two different rows give the same bytes.</summary>
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

    /// <summary>Tombstones are of minus infinity, which counts as the first instant there is.</summary>
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
