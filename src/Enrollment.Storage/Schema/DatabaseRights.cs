using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Schema;

/// <summary>
/// Compares the rights of a role with the rights that it must have and those that it must not have. <c>infra/grants.sql</c> and
/// <c>infra/administrator.sql</c> grant them. Like these scripts, the comparison covers everything in the schema, and so includes the
/// tables of later versions.
/// </summary>
public static class DatabaseRights
{
    public const string Grants = "infra/grants.sql";
    private const string Administrator = "infra/administrator.sql";

    // A worker may not change the record: it only adds events and links of their chain, and removes no stream.
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

    // By object number, because a lookup by name needs USAGE on the schema. Materialized, so that no rights of a sequence are requested for
    // a table.
    private const string Catalog = $"""
        schema as (select oid from pg_namespace where nspname = '{DatabaseSchema.Name}'),
        tables as materialized (
          select c.oid, relname::text as name from pg_class c join schema on relnamespace = schema.oid where relkind in ('r', 'p')),
        sequences as materialized (
          select c.oid, relname::text as name from pg_class c join schema on relnamespace = schema.oid where relkind = 'S'),
        functions as materialized (
          select p.oid, proname::text as name from pg_proc p join schema on pronamespace = schema.oid)
        """;

    /// <summary>Every right that the role lacks, and every one that it must not have. The owner may do everything.</summary>
    public static async Task<IReadOnlyList<WrongRight>> FindWrongAsync(
        NpgsqlConnection connection,
        DatabaseRoleKind kind,
        CancellationToken cancellationToken
    ) =>
        kind == DatabaseRoleKind.Owner
            ? []
            : await Sql.QueryAsync(
                connection,
                kind == DatabaseRoleKind.Auditor ? OfAuditor : OfWorker,
                row => new WrongRight(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3)),
                cancellationToken
            );
}

/// <summary>A right that is missing or must be revoked.</summary>
/// <param name="What">Such as <c>SELECT</c>.</param>
/// <param name="Thing">What it is a right on.</param>
/// <param name="IsMissing">Lacking; otherwise the role has it and must not.</param>
/// <param name="Script">What puts it right.</param>
public sealed record WrongRight(string What, string Thing, bool IsMissing, string Script);
