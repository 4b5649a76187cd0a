using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Schema;

/// <summary>The role of a connection, by its rights in this database.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Which of the three it is.</param>
/// <param name="Owner">The owner of the schema, or of the database if there is no schema yet.</param>
/// <param name="HasTables">Whether the tables exist.</param>
public sealed record DatabaseRole(string Name, DatabaseRoleKind Kind, string Owner, bool HasTables)
{
    // It reads the catalog, because a lookup by name needs the right that may be missing.
    private const string Question = $"""
        with schema as (select oid, nspowner from pg_namespace where nspname = '{DatabaseSchema.Name}'),
        owner as (select coalesce((select nspowner from schema), datdba) as oid from pg_database where datname = current_database())
        select current_user::text, r.rolname::text, pg_has_role(current_user, owner.oid, 'USAGE'),
          exists (select from pg_roles a where a.rolname = 'enrollment_auditor' and pg_has_role(current_user, a.oid, 'USAGE')),
          exists (select from pg_class c join schema on c.relnamespace = schema.oid where c.relname = 'mt_events')
        from owner join pg_roles r on r.oid = owner.oid
        """;

    public static Task<DatabaseRole> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(connection, Question, Read, cancellationToken);

    private static DatabaseRole Read(NpgsqlDataReader row)
    {
        var kind =
            row.GetBoolean(2) ? DatabaseRoleKind.Owner
            : row.GetBoolean(3) ? DatabaseRoleKind.Auditor
            : DatabaseRoleKind.Worker;
        return new DatabaseRole(row.GetString(0), kind, row.GetString(1), row.GetBoolean(4));
    }
}

/// <summary>docs/operations.md explains them.</summary>
public enum DatabaseRoleKind
{
    /// <summary>Owns the tables or administers the server, and may do everything.</summary>
    Owner,

    /// <summary>Adds events. Every role that is neither of the others counts as this one.</summary>
    Worker,

    /// <summary>Only reads: <c>enrollment_auditor</c> and its members.</summary>
    Auditor,
}
