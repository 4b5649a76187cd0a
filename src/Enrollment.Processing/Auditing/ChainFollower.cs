using Enrollment.Processing.Hosting;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Enrollment.Processing.Auditing;

/// <summary>
/// Adds links for the committed events to the audit chain, in the order of their numbers. All workers run it. An advisory lock lets one of
/// them write a page. It follows the daemon's high-water mark, below which no event can be committed later. Pages are small and have pauses
/// between them, so that writers are not delayed.
/// </summary>
public sealed class ChainFollower(EnrollmentOptions options, ILogger<ChainFollower> log) : PollingService(log)
{
    /// <summary>Events in one transaction.</summary>
    public const int PageSize = 1_000;

    // Small pages, because a large one delays requests.
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(2);

    private static readonly string Insert =
        $"insert into {ChainLink.Table.Name} ({ChainLink.Table.ColumnList}) "
        + "select * from unnest(@positions, @sequences, @streams, @versions, @hashes, @links)";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgresConnection.Complete(options.Postgres));
    private TimeSpan _pause = MinInterval;

    protected override TimeSpan Interval => _pause;

    protected override string FailureMessage => "The audit chain could not be continued";

    /// <summary>Chains the next page, and returns the number of its events.</summary>
    public static async Task<int> FollowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var tryLock = $"select pg_try_advisory_xact_lock({ChainHead.Lock})";
        if (!await Sql.QuerySingleAsync(connection, tryLock, row => row.GetBoolean(0), cancellationToken))
            return 0;
        var head = await ChainHead.LoadAsync(connection, cancellationToken);
        var page = await ReadAsync(connection, head, cancellationToken);
        if (page.Count > 0)
            await WriteAsync(connection, page, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return page.Count;
    }

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        // Without new events, and after a failure, the database is queried less often.
        _pause = _pause * 2 < MaxInterval ? _pause * 2 : MaxInterval;
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (await FollowAsync(connection, cancellationToken) > 0)
            _pause = MinInterval;
    }

    private static async Task<List<Chained>> ReadAsync(NpgsqlConnection connection, ChainHead head, CancellationToken cancellationToken)
    {
        await using var rows = await BinaryCopyReader.OpenAsync(connection, After(head.Sequence), StoredEvent.Width, cancellationToken);
        var recorded = new StoredEvent(rows);
        var page = new List<Chained>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var hash = recorded.Hash();
            head = head.With(recorded.Sequence, hash);
            page.Add(new Chained(head, recorded.StreamText, recorded.Version, hash));
        }

        return page;
    }

    private static string After(long sequence) =>
        $"""
            select {StoredEvent.Columns} from {StoredEvent.Table} e
            where e.seq_id > {sequence}
              and e.seq_id <= (select last_seq_id from {DatabaseSchema.Name}.mt_event_progression where name = 'HighWaterMark')
            order by e.seq_id limit {PageSize}
            """;

    private static Task<int> WriteAsync(NpgsqlConnection connection, List<Chained> page, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(
            connection,
            Insert,
            cancellationToken,
            new NpgsqlParameter("positions", page.Select(link => link.Head.Position).ToArray()),
            new NpgsqlParameter("sequences", page.Select(link => link.Head.Sequence).ToArray()),
            Sql.Texts("streams", page.Select(link => link.Stream)),
            new NpgsqlParameter("versions", page.Select(link => link.Version).ToArray()),
            Bytes("hashes", page.Select(link => link.Hash)),
            Bytes("links", page.Select(link => link.Head.Digest.ToArray()))
        );

    private static NpgsqlParameter Bytes(string name, IEnumerable<byte[]> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Bytea) { Value = values.ToArray() };

    /// <summary>The chain after an event, and the parts of the event that the link stores.</summary>
    private sealed record Chained(ChainHead Head, string Stream, long Version, byte[] Hash);
}
