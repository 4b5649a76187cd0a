using Enrollment.Storage.Access;

namespace Enrollment.Storage.Auditing;

/// <summary>A link of the chain as the database stores it: the event's place, its hash, and the hash of that and the link before.</summary>
public sealed class ChainLink(BinaryCopyReader row)
{
    public static OwnTable Table { get; } =
        new(
            OwnTables.AuditChain,
            new Column("position", "bigint") { IsKey = true },
            new Column("seq_id", "bigint"),
            new Column("stream_id", "text"),
            new Column("version", "bigint"),
            new Column("hash", "bytea"),
            new Column("chain", "bytea")
        );

    /// <summary>All links, in the order of the events' numbers.</summary>
    public static string InOrder { get; } = $"select {Table.ColumnList} from {Table.Name} order by seq_id";

    public long Position => row.Number(0);

    public long Sequence => row.Number(1);

    public string Stream => row.Text(2);

    public long Version => row.Number(3);

    public ReadOnlySpan<byte> Hash => row.Bytes(4);

    public ReadOnlySpan<byte> Chain => row.Bytes(5);

    /// <summary>Whether it names this event.</summary>
    public bool Names(StoredEvent recorded) => row.Bytes(2).SequenceEqual(recorded.Stream) && Version == recorded.Version;
}
