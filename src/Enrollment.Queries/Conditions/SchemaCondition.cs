using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Marten;
using Weasel.Core.Migrations;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// The tables are those of this version. Comparing them takes a while, so it is done every 30 seconds. A check waits for it within its own
/// time limit.
/// An auditor does not see all of the tables, so nothing is compared for it.
/// </summary>
public sealed class SchemaCondition(IDocumentStore store, MonitoringConnections connections) : ICondition
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    private Task<ConditionProblem?>? _comparison;
    private ConditionProblem? _latest;
    private bool _isKnown;
    private long _begunAt;

    public string Name => "schema";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (_comparison is { IsCompletedSuccessfully: true } known)
            (_latest, _isKnown) = (known.Result, true);
        if (_comparison is null || (_comparison.IsCompleted && IsDue(_comparison)))
            (_comparison, _begunAt) = (CompareAsync(), TimeProvider.System.GetTimestamp());
        return _isKnown && !_comparison.IsCompletedSuccessfully ? _latest : await _comparison.WaitAsync(cancellationToken);
    }

    // A problem may be repaired at any moment.
    private bool IsDue(Task<ConditionProblem?> comparison) =>
        !comparison.IsCompletedSuccessfully || comparison.Result is not null || TimeProvider.System.GetElapsedTime(_begunAt) > Holds;

    private async Task<ConditionProblem?> CompareAsync()
    {
        DatabaseRole role;
        await using (var connection = await connections.OpenAsync(CancellationToken.None))
            role = await DatabaseRole.LoadAsync(connection, CancellationToken.None);
        if (!role.HasTables)
            return new ConditionProblem(DatabaseText.NoTables(role));
        if (role.Kind == DatabaseRoleKind.Auditor)
            return null;
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
            return null;
        }
        catch (DatabaseValidationException)
        {
            return new ConditionProblem(DatabaseText.OtherTables(role));
        }
    }
}
