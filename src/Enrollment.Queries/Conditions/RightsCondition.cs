using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// The role has the rights that it needs, and none that it must not have: a worker those of a worker, a command those of the role that it
/// runs as.
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
            return new ConditionProblem(DatabaseText.NoTables(role));
        var wrong = await DatabaseRights.FindWrongAsync(connection, role.Kind, cancellationToken);
        return wrong.Count > 0 ? new ConditionProblem(DatabaseText.WrongRights(role, wrong))
            : role.Kind == DatabaseRoleKind.Worker ? await FindWarningAsync(connection, role, cancellationToken)
            : null;
    }

    // What is unsafe, but does not keep this process from working.
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
            row.GetBoolean(0) ? DatabaseText.AdvisoryLocks
            : row.GetBoolean(1) ? DatabaseText.ReadsStatistics(role.Name)
            : null;
        return warning is null ? null : new ConditionProblem(warning, IsWarning: true);
    }

    /// <summary>Registered in a worker only.</summary>
    public sealed record OfWorker;
}
