using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// The role can do what it has to and nothing that it must not; of a worker what a worker needs, of a command what the role it runs as is
/// for.
/// </summary>
public sealed class RightsCondition(WatchConnections connections, RightsCondition.OfWorker? worker = null) : ICondition
{
    public string Name => "rights";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        var role = await DatabaseRole.FindAsync(connection, cancellationToken);
        if (worker is not null && role.Kind == DatabaseRoleKind.Auditor)
            role = role with { Kind = DatabaseRoleKind.Worker };
        if (!role.HasTables)
            return new ConditionProblem(SchemaException.NoTables(role).Message);
        var wrong = WrongRight.Sentence(role, await DatabaseRights.FindWrongAsync(connection, role.Kind, cancellationToken));
        return wrong is not null ? new ConditionProblem(wrong)
            : role.Kind == DatabaseRoleKind.Worker ? await FindWarningAsync(connection, role, cancellationToken)
            : null;
    }

    // What is safe only as long as nobody means harm, and nothing that stops this process from working.
    private static async Task<ConditionProblem?> FindWarningAsync(
        NpgsqlConnection connection,
        DatabaseRole role,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select exists (select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                where p.oid = 'pg_catalog.pg_advisory_lock(bigint)'::regprocedure and a.grantee = 0 and a.privilege_type = 'EXECUTE'),
              pg_has_role('pg_read_all_stats', 'USAGE')
            """,
            connection
        );
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var warning =
            row.GetBoolean(0)
                ? "Every role may take advisory locks, and stop work by them: "
                    + "run infra/administrator.sql as an administrator of the server."
            : row.GetBoolean(1)
                ? $"The role {role.Name} is a member of pg_read_all_stats, so the event daemon waits at a gap for readers: revoke it."
            : null;
        return warning is null ? null : new ConditionProblem(warning, IsWarning: true);
    }

    /// <summary>Among the services of a worker.</summary>
    public sealed record OfWorker;
}
