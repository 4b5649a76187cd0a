using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Schema;

/// <summary>
/// What a role must be able to do in the database and what it must not, compared with what it is; <c>infra/grants.sql</c> and
/// <c>infra/administrator.sql</c> give it. Rights are needed on everything in the schema, as those scripts give them, so that a table of a
/// later version is not forgotten.
/// </summary>
public static class DatabaseRights
{
    internal const string Grants = "infra/grants.sql";
    private const string Administrator = "infra/administrator.sql";

    // Whoever writes may not change what happened: events and their chain are only added to, and no stream is taken out.
    private const string AppendOnly = """
        values ('mt_events', 'UPDATE'), ('mt_events', 'DELETE'), ('mt_events', 'TRUNCATE'),
          ('audit_chain', 'UPDATE'), ('audit_chain', 'DELETE'), ('audit_chain', 'TRUNCATE'),
          ('mt_streams', 'DELETE'), ('mt_streams', 'TRUNCATE')
        """;

    private static readonly string OfWorker = $"""
        with {Catalog}, append_only (name, what) as ({AppendOnly}),
        needed (what, thing, has, script) as (
          select 'USAGE', 'the schema {DatabaseSchema.Name}', has_schema_privilege(oid, 'USAGE'), '{Grants}' from schema
          union all select what, 'the table ' || name, has_table_privilege(oid, what), '{Grants}'
            from tables, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) what
            where (name, what) not in (select name, what from append_only)
          union all select what, 'the sequence ' || name, has_sequence_privilege(oid, what), '{Grants}'
            from sequences, unnest(array['USAGE', 'SELECT']) what
          union all select 'EXECUTE', 'the function ' || name, has_function_privilege(oid, 'EXECUTE'), '{Grants}' from functions
          union all select 'EXECUTE', 'the function ' || proname, has_function_privilege(oid, 'EXECUTE'), '{Administrator}'
            from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_'
          union all select 'membership', 'pg_signal_backend', pg_has_role('pg_signal_backend', 'USAGE'), '{Administrator}')
        select what, thing, true, script from needed where not has
        union all select what, 'the table ' || name, false, '{Grants}' from append_only join tables using (name)
          where case what when 'UPDATE' then has_any_column_privilege(oid, what) else has_table_privilege(oid, what) end
        """;

    private static readonly string OfAuditor = $"""
        with {Catalog}
        select 'USAGE', 'the schema {DatabaseSchema.Name}', true, '{Grants}' from schema where not has_schema_privilege(oid, 'USAGE')
        union all select 'SELECT', 'the table ' || name, true, '{Grants}' from tables where not has_table_privilege(oid, 'SELECT')
        union all select 'SELECT', 'the sequence ' || name, true, '{Grants}' from sequences where not has_sequence_privilege(oid, 'SELECT')
        union all select 'EXECUTE', 'the function ' || name, true, '{Grants}'
          from functions where not has_function_privilege(oid, 'EXECUTE')
        union all select what, 'the table ' || name, false, '{Grants}'
          from tables, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) what where has_table_privilege(oid, what)
        """;

    // By object number: a name could not be looked up without USAGE on the schema. Materialized: a table is no sequence to be asked for its
    // rights.
    private const string Catalog = $"""
        schema as (select oid from pg_namespace where nspname = '{DatabaseSchema.Name}'),
        tables as materialized (
          select c.oid, relname::text as name from pg_class c join schema on relnamespace = schema.oid where relkind in ('r', 'p')),
        sequences as materialized (
          select c.oid, relname::text as name from pg_class c join schema on relnamespace = schema.oid where relkind = 'S'),
        functions as materialized (
          select p.oid, proname::text as name from pg_proc p join schema on pronamespace = schema.oid)
        """;

    /// <summary>Every right that the role lacks or has too many; none for the owner, who may do everything.</summary>
    public static async Task<IReadOnlyList<WrongRight>> FindWrongAsync(
        NpgsqlConnection connection,
        DatabaseRoleKind kind,
        CancellationToken cancellationToken
    )
    {
        if (kind == DatabaseRoleKind.Owner)
            return [];
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = new NpgsqlCommand(kind == DatabaseRoleKind.Auditor ? OfAuditor : OfWorker, connection);
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var wrong = new List<WrongRight>();
        while (await row.ReadAsync(cancellationToken))
            wrong.Add(new WrongRight(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3)));
        return wrong;
    }
}

/// <summary>A right that is not as it must be.</summary>
/// <param name="What">Such as <c>SELECT</c>.</param>
/// <param name="Thing">What it is a right on.</param>
/// <param name="IsMissing">Lacking; otherwise the role has it and must not.</param>
/// <param name="Script">What puts it right.</param>
public sealed record WrongRight(string What, string Thing, bool IsMissing, string Script);
