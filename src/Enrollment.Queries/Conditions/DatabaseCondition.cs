using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>The database answers. <c>enrollctl status</c> finds out by its other queries.</summary>
internal sealed class DatabaseCondition(MonitoringConnections connections) : ICondition
{
    public string Name => "database";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connections.OpenAsync(cancellationToken);
            await Sql.ExecuteAsync(
                connection,
                $"select exists (select from {DatabaseSchema.Name}.mt_events where seq_id = 1)",
                cancellationToken
            );
            return null;
        }
        catch (PostgresException missing)
            when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return new ConditionProblem(
                "The database has no Enrollment tables: run enrollctl schema apply as the owner, then infra/grants.sql."
            );
        }
        catch (Exception trouble) when (trouble is NpgsqlException or OperationCanceledException)
        {
            return new ConditionProblem($"The database does not answer as it should: {ExceptionClassifier.Describe(trouble)}.");
        }
    }
}
