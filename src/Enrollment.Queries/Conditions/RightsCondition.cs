using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// The role has the rights that it needs, and none that it must not have: a worker those of a worker, a command those of the role that it
/// runs as.
/// </summary>
public sealed class RightsCondition(MonitoringConnections connections, RightsCondition.OfWorker? worker = null) : ICondition
{
    public string Name => "rights";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        var role = await DatabaseRole.LoadAsync(connection, cancellationToken);
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
        var warning = await Sql.QuerySingleAsync(
            connection,
            """
            select exists (select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                where p.oid = 'pg_catalog.pg_advisory_lock(bigint)'::regprocedure and a.grantee = 0 and a.privilege_type = 'EXECUTE'),
              pg_has_role('pg_read_all_stats', 'USAGE')
            """,
            row => Describe(role, anyoneMayLock: row.GetBoolean(0), mayReadStatistics: row.GetBoolean(1)),
            cancellationToken
        );
        return warning is null ? null : new ConditionProblem(warning, IsWarning: true);
    }

    private static string? Describe(DatabaseRole role, bool anyoneMayLock, bool mayReadStatistics) =>
        anyoneMayLock ? DatabaseText.AdvisoryLocks
        : mayReadStatistics ? DatabaseText.ReadsStatistics(role.Name)
        : null;

    /// <summary>Registered in a worker only.</summary>
    public sealed record OfWorker;
}
