using System.Security.Cryptography;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Auditing;

/// <summary>The chain over all events: each link is the hash of the link before and of one event.</summary>
/// <param name="Position">Events chained so far; the first has 1.</param>
/// <param name="Sequence">The number of the last of them.</param>
/// <param name="Digest">The last link.</param>
public sealed record ChainHead(long Position, long Sequence, ReadOnlyMemory<byte> Digest)
{
    /// <summary>The advisory lock of the worker that continues the chain.</summary>
    public const long Lock = 0x656e726f6c6c6368;

    /// <summary>Before the first event.</summary>
    public static ChainHead Beginning { get; } = new(0, 0, new byte[SHA256.HashSizeInBytes]);

    /// <summary>How far the chain is.</summary>
    public static Task<ChainHead> LoadAsync(IQuerySession session, CancellationToken cancellationToken) =>
        LoadAsync(session.Connection!, cancellationToken);

    /// <summary>How far the chain is.</summary>
    public static async Task<ChainHead> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var last = await Sql.QueryAsync(
            connection,
            $"select position, seq_id, chain from {OwnTables.AuditChain} order by position desc limit 1",
            row => new ChainHead(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)),
            cancellationToken
        );
        return last.FirstOrDefault(Beginning);
    }

    /// <summary>After one more event.</summary>
    public ChainHead With(long sequence, ReadOnlySpan<byte> hash)
    {
        Span<byte> both = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Digest.Span.CopyTo(both);
        hash.CopyTo(both[SHA256.HashSizeInBytes..]);
        return new ChainHead(Position + 1, sequence, SHA256.HashData(both));
    }
}
