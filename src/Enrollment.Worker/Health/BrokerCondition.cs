using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using MassTransit;

namespace Enrollment.Worker.Health;

/// <summary>The broker answers, and the bus is started. <see cref="ConsumersCondition"/> reports single queues.</summary>
internal sealed class BrokerCondition(IBusControl bus, BrokerWatch broker) : ICondition
{
    public string Name => "broker";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var sentence =
            broker.Problem is { } problem ? BrokerText.NotAnswering(problem)
            : bus.CheckHealth() is { Status: BusHealthStatus.Unhealthy } health ? BrokerText.BusNotRunning(health.Description)
            : null;
        return Task.FromResult(sentence is null ? null : new ConditionProblem(sentence));
    }
}
