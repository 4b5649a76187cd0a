using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Announcements;

/// <summary>
/// The announcements that a queue refused, as event numbers: one row for each page of the subscription. They stay until they are sent again
/// or discarded.
/// </summary>
public static class RefusedAnnouncements
{
    internal static OwnTable Table { get; } =
        new(
            OwnTables.RefusedAnnouncement,
            new Column("first_position", "bigint") { IsKey = true },
            new Column("positions", "bigint[]"),
            new Column("refused_at", "timestamptz")
        );

    // The daemon may publish a page again because its progress was set back. Then the page may be refused again.
    private static readonly string Insert = $"""
        insert into {Table.Name} as kept ({Table.ColumnList}) values (?, ?, now())
        on conflict (first_position) do update
        set positions = array(select distinct position from unnest(kept.positions || excluded.positions) as position order by position)
        """;

    private static readonly string Select = $"select {Table.ColumnList} from {Table.Name}";

    private const string Subtract = $"""
        update {OwnTables.RefusedAnnouncement}
        set positions = array(select position from unnest(positions) as position where position <> all(?) order by position)
        where first_position = ?
        """;

    private const string DropEmpty = $"delete from {OwnTables.RefusedAnnouncement} where first_position = ? and cardinality(positions) = 0";

    /// <summary>To be committed with the progress of the page.</summary>
    /// <param name="operations">The page's own.</param>
    /// <param name="positions">In ascending order.</param>
    public static void Keep(IDocumentOperations operations, long[] positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Length > 0)
            operations.QueueSqlCommand(Insert, positions[0], positions);
    }

    /// <summary>How many are kept, and since when the oldest is.</summary>
    public static Task<RefusedSummary> SummarizeAsync(IQuerySession session, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(
            session,
            $"select coalesce(sum(cardinality(positions)), 0)::bigint, min(refused_at) from {OwnTables.RefusedAnnouncement}",
            row => new RefusedSummary(row.GetInt64(0), row.ValueOrNull<DateTimeOffset>(1)),
            cancellationToken
        );

    /// <summary>Pages in ascending order: the first ones after a position.</summary>
    public static Task<IReadOnlyList<RefusedPage>> GetPagesAsync(
        IQuerySession session,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            $"{Select} where first_position > @after order by first_position limit @limit",
            row => new RefusedPage(row.GetInt64(0), row.GetFieldValue<long[]>(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken,
            new NpgsqlParameter("after", after),
            new NpgsqlParameter("limit", limit)
        );

    /// <summary>The key of the last page; 0 when there is none.</summary>
    public static Task<long> GetLastPageAsync(IQuerySession session, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(
            session,
            $"select coalesce(max(first_position), 0) from {OwnTables.RefusedAnnouncement}",
            row => row.GetInt64(0),
            cancellationToken
        );

    /// <summary>Takes positions off the list.</summary>
    public static void Remove(IDocumentOperations operations, long firstPosition, long[] positions)
    {
        operations.QueueSqlCommand(Subtract, positions, firstPosition);
        operations.QueueSqlCommand(DropEmpty, firstPosition);
    }

    /// <summary>Empties the list. The caller reports what was on it.</summary>
    public static void RemoveAll(IDocumentOperations operations) =>
        operations.QueueSqlCommand($"delete from {OwnTables.RefusedAnnouncement}");
}

/// <param name="Count">Positions kept.</param>
/// <param name="Since">When the oldest of them was refused; null when there is none.</param>
public sealed record RefusedSummary(long Count, DateTimeOffset? Since);

/// <summary>What was refused of one page of the subscription.</summary>
public sealed record RefusedPage(long FirstPosition, IReadOnlyList<long> Positions, DateTimeOffset RefusedAt);
