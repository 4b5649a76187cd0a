using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Announcements;

/// <summary>The announcements that a queue refused, as event numbers. They stay until they are sent again or discarded.</summary>
public static class RefusedAnnouncements
{
    // A page that is published once more, by a daemon whose progress was set back, may be refused once more.
    private const string Insert = $"""
        insert into {OwnTables.RefusedAnnouncement} as kept (first_position, positions, refused_at) values (?, ?, now())
        on conflict (first_position) do update
        set positions = array(select distinct position from unnest(kept.positions || excluded.positions) as position order by position)
        """;

    private const string Select = $"select first_position, positions, refused_at from {OwnTables.RefusedAnnouncement}";

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
    public static async Task<RefusedSummary> SummarizeAsync(IQuerySession session, CancellationToken cancellationToken) =>
        (
            await Sql.Read(
                session,
                $"select coalesce(sum(cardinality(positions)), 0)::bigint, min(refused_at) from {OwnTables.RefusedAnnouncement}",
                row => new RefusedSummary(row.GetInt64(0), row.ValueOrNull<DateTimeOffset>(1)),
                cancellationToken
            )
        )[0];

    /// <summary>Pages in ascending order: the first ones after a position.</summary>
    public static Task<IReadOnlyList<RefusedPage>> LoadAsync(
        IQuerySession session,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        Sql.Read(
            session,
            $"{Select} where first_position > @after order by first_position limit @limit",
            row => new RefusedPage(row.GetInt64(0), row.GetFieldValue<long[]>(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken,
            new NpgsqlParameter("after", after),
            new NpgsqlParameter("limit", limit)
        );

    /// <summary>The key of the last page; 0 when there is none.</summary>
    public static async Task<long> LastPageAsync(IQuerySession session, CancellationToken cancellationToken) =>
        (
            await Sql.Read(
                session,
                $"select coalesce(max(first_position), 0) from {OwnTables.RefusedAnnouncement}",
                row => row.GetInt64(0),
                cancellationToken
            )
        )[0];

    /// <summary>Takes positions off the list.</summary>
    public static void Remove(IDocumentOperations operations, long firstPosition, long[] positions)
    {
        operations.QueueSqlCommand(Subtract, positions, firstPosition);
        operations.QueueSqlCommand(DropEmpty, firstPosition);
    }

    /// <summary>Empties the list; the caller says what was on it.</summary>
    public static void RemoveAll(IDocumentOperations operations) =>
        operations.QueueSqlCommand($"delete from {OwnTables.RefusedAnnouncement}");
}

/// <param name="Count">Positions kept.</param>
/// <param name="Since">When the oldest of them was refused; null when there is none.</param>
public sealed record RefusedSummary(long Count, DateTimeOffset? Since);

/// <summary>What was refused of one page of the subscription.</summary>
public sealed record RefusedPage(long FirstPosition, IReadOnlyList<long> Positions, DateTimeOffset RefusedAt);
