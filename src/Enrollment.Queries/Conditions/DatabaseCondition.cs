using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>The database answers. <c>enrollctl status</c> does not need it, because it queries everything else.</summary>
public sealed class DatabaseCondition(MonitoringConnections connections) : ICondition
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
            return new ConditionProblem(DatabaseText.NoTables());
        }
        catch (Exception trouble) when (trouble is NpgsqlException or OperationCanceledException)
        {
            return new ConditionProblem(DatabaseText.NotAnswering(ExceptionClassifier.Describe(trouble)));
        }
    }
}
