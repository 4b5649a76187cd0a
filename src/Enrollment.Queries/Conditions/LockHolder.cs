using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>The session that holds one of the system's advisory locks.</summary>
internal sealed record LockHolder(int ProcessId, string Role, string Application)
{
    private const string Select = """
        select l.pid, coalesce(a.usename, '?'), coalesce(a.application_name, '')
        from pg_locks l left join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.pid is not null
          and l.database = (select oid from pg_database where datname = current_database()) and l.objsubid = 1
          and l.classid::bigint = @high and l.objid::bigint = @low
        """;

    /// <summary>Who holds the lock, and what to do.</summary>
    public static async Task<string> DescribeAsync(IQuerySession session, long key, string name, CancellationToken cancellationToken) =>
        await FindAsync(session, key, cancellationToken) is { } holder
            ? SessionText.Holder(name, holder.ProcessId, holder.Role, holder.Application)
            : SessionText.NoHolder(name);

    private static async Task<LockHolder?> FindAsync(IQuerySession session, long key, CancellationToken cancellationToken) =>
        await Sql.QueryAsync(
            session,
            Select,
            row => new LockHolder(row.GetInt32(0), row.GetString(1), row.GetString(2)),
            cancellationToken,
            new NpgsqlParameter("high", (long)(uint)(key >> 32)),
            new NpgsqlParameter("low", (long)(uint)key)
        )
            is [var first, ..]
            ? first
            : null;
}
