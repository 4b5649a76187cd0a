using Enrollment.Storage.Access;

namespace Enrollment.Storage.Auditing;

/// <summary>A link of the chain as the database holds it.</summary>
internal sealed class ChainLink(BinaryCopyReader row)
{
    /// <summary>In the order of the events' numbers.</summary>
    public const string InOrder =
        $"select c.seq_id, c.position, c.stream_id, c.version, c.hash, c.chain from {ChainHead.Table} c order by c.seq_id";

    /// <summary>The number of columns.</summary>
    public const int Width = 6;

    public long Sequence => row.Number(0);

    public long Position => row.Number(1);

    public string Stream => row.Text(2);

    public long Version => row.Number(3);

    public ReadOnlySpan<byte> Hash => row.Bytes(4);

    public ReadOnlySpan<byte> Chain => row.Bytes(5);

    /// <summary>Whether it is said to be this event's.</summary>
    public bool Names(StoredEvent recorded) => row.Bytes(2).SequenceEqual(recorded.Stream) && Version == recorded.Version;
}
