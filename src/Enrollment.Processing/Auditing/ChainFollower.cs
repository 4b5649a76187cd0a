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
public sealed class ChainFollower(EnrollmentOptions options, ILogger<ChainFollower> log) : BackgroundService
{
    /// <summary>Events in one transaction.</summary>
    public const int PageSize = 1_000;

    // Small pages, because a large one delays requests.
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(2);

    private const string Insert =
        $"insert into {ChainHead.Table} (position, seq_id, stream_id, version, hash, chain) "
        + "select * from unnest(@positions, @sequences, @streams, @versions, @hashes, @links)";

    /// <summary>Adds links for the next page, and returns the number of events.</summary>
    public static async Task<int> Follow(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var locked = new NpgsqlCommand($"select pg_try_advisory_xact_lock({ChainHead.Lock})", connection))
            if (await locked.ExecuteScalarAsync(cancellationToken) is not true)
                return 0;
        var head = await ChainHead.Read(connection, cancellationToken);
        var page = await Read(connection, head, cancellationToken);
        if (page.Count > 0)
            await Write(connection, page, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return page.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var source = NpgsqlDataSource.Create(PostgresConnection.Complete(options.Postgres));
        using var timer = new PeriodicTimer(MinInterval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            timer.Period = await FollowSafely(source, stoppingToken) > 0 ? MinInterval : Longer(timer.Period);
    }

    // Without events the database is not queried four times a second.
    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < MaxInterval ? pause * 2 : MaxInterval;

    private async Task<int> FollowSafely(NpgsqlDataSource source, CancellationToken stoppingToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stoppingToken);
            return await Follow(connection, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The audit chain could not be continued; the worker tries again in a moment");
            return 0;
        }
    }

    private static async Task<List<Chained>> Read(NpgsqlConnection connection, ChainHead head, CancellationToken cancellationToken)
    {
        await using var rows = await BinaryCopyReader.Of(connection, After(head.Sequence), StoredEvent.Width, cancellationToken);
        var recorded = new StoredEvent(rows);
        var page = new List<Chained>();
        while (await rows.Next(cancellationToken))
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

    private static async Task Write(NpgsqlConnection connection, List<Chained> page, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue("positions", page.Select(link => link.Head.Position).ToArray());
        command.Parameters.AddWithValue("sequences", page.Select(link => link.Head.Sequence).ToArray());
        command.Parameters.AddWithValue("streams", page.Select(link => link.Stream).ToArray());
        command.Parameters.AddWithValue("versions", page.Select(link => link.Version).ToArray());
        command.Parameters.Add(
            new NpgsqlParameter("hashes", NpgsqlDbType.Array | NpgsqlDbType.Bytea) { Value = page.Select(link => link.Hash).ToArray() }
        );
        command.Parameters.Add(
            new NpgsqlParameter("links", NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            {
                Value = page.Select(link => link.Head.Digest.ToArray()).ToArray(),
            }
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The chain after an event, and the parts of the event that the link stores.</summary>
    private sealed record Chained(ChainHead Head, string Stream, long Version, byte[] Hash);
}
