using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Compares the versions of each stream, from 1 without a gap, with its head. The database compares, and returns only what is wrong.
/// </summary>
internal static class StreamCheck
{
    private const string Wrong = $"""
        select coalesce(e.stream_id, s.id), e.events, e.first, e.last, s.version
        from (
          select stream_id, count(*) as events, min(version) as first, max(version) as last from {StoredEvent.Table}
          where stream_id <> '{StreamKeys.Tombstones}' group by stream_id) e
        full join (select id, version from {DatabaseSchema.Name}.mt_streams where id <> '{StreamKeys.Tombstones}') s on s.id = e.stream_id
        where e.stream_id is null or s.id is null or e.first <> 1 or e.last <> e.events or s.version <> e.last
        order by 1
        """;

    public static async Task<IReadOnlyList<Finding>> FindAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Sql.QueryAsync(
            connection,
            Wrong,
            row => new Finding(FindingKind.Stream, row.GetString(0), null, What(row)),
            cancellationToken
        );
    }

    private static string What(NpgsqlDataReader row) =>
        row.IsDBNull(1) ? FindingText.HeadWithoutEvents
        : row.IsDBNull(4) ? FindingText.NoHead(row.GetInt64(1))
        : row.GetInt64(2) != 1 || row.GetInt64(3) != row.GetInt64(1)
            ? FindingText.VersionGap(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))
        : FindingText.OtherHead(row.GetInt64(1), row.GetInt64(4));
}
