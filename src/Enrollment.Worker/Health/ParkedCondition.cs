using Enrollment.Operations.Conditions;
using Enrollment.Queries.Conditions;

namespace Enrollment.Worker.Health;

/// <summary>No dead letter is parked.</summary>
internal sealed class ParkedCondition(BrokerWatch broker) : ICondition
{
    public string Name => ParkedDeadLetters.ConditionName;

    public ConditionLevel Level => ConditionLevel.Degraded;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ParkedDeadLetters.Describe(broker.Parked));
}
