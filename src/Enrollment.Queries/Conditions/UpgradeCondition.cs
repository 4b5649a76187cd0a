using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>An earlier version of the semantics decided so far. The nights wait until somebody has seen what this one changes.</summary>
public sealed class UpgradeCondition(IDocumentStore store) : ICondition
{
    public string Name => "upgrade";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var waits =
            await NightlySchedulerState.FindAsync(session, cancellationToken) is { WaitsForUpgrade: true }
            && await EnrollmentTable.AnyAsync(session, cancellationToken);
        return waits ? new ConditionProblem(UpgradeText.Waits()) : null;
    }
}
