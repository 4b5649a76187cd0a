using Enrollment.Queries.Conditions;
using MassTransit;

namespace Enrollment.Worker.Health;

/// <summary>The broker answers, and the bus is started. What single queues lack is <see cref="ConsumersCondition"/>'s to say.</summary>
internal sealed class BrokerCondition(IBusControl bus, BrokerWatch broker) : ICondition
{
    public string Name => "broker";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var sentence =
            broker.Silence is { } silence ? $"The broker does not answer: {silence}."
            : bus.CheckHealth() is { Status: BusHealthStatus.Unhealthy } health
                ? $"The bus is not at work: {health.Description.TrimEnd('.')}."
            : null;
        return Task.FromResult(sentence is null ? null : new ConditionProblem(sentence));
    }
}
