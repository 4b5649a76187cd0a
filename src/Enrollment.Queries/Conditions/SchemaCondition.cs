using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Marten;
using Weasel.Core.Migrations;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// The tables are those of this version. Comparing them takes a while: it is done every half a minute, and a look waits for it as long as
/// it may.
/// An auditor is not shown all of the tables, so nothing is compared for it.
/// </summary>
internal sealed class SchemaCondition(IDocumentStore store, MonitoringConnections connections) : ICondition
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

    // What is wrong may be mended at any moment.
    private bool IsDue(Task<ConditionProblem?> comparison) =>
        !comparison.IsCompletedSuccessfully || comparison.Result is not null || TimeProvider.System.GetElapsedTime(_begunAt) > Holds;

    private async Task<ConditionProblem?> CompareAsync()
    {
        DatabaseRole role;
        await using (var connection = await connections.OpenAsync(CancellationToken.None))
            role = await DatabaseRole.LoadAsync(connection, CancellationToken.None);
        if (!role.HasTables)
            return new ConditionProblem(SchemaException.NoTables(role).Message);
        if (role.Kind == DatabaseRoleKind.Auditor)
            return null;
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
            return null;
        }
        catch (DatabaseValidationException)
        {
            return new ConditionProblem(SchemaException.Differ(role).Message);
        }
    }
}
