using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Clock;

namespace Enrollment.Queries.Conditions;

/// <summary>The machine's clock and the database's agree.</summary>
public sealed class ClocksCondition(ClockComparison clocks) : ICondition
{
    public string Name => "clocks";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) =>
        await clocks.FindDifferenceAsync(cancellationToken) is { } difference ? new ConditionProblem(ClockText.Of(difference)) : null;
}
