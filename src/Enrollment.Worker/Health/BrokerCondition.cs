using Enrollment.Queries.Conditions;
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
            broker.Problem is { } problem ? $"The broker does not answer: {problem}."
            : bus.CheckHealth() is { Status: BusHealthStatus.Unhealthy } health
                ? $"The bus is not at work: {health.Description.TrimEnd('.')}."
            : null;
        return Task.FromResult(sentence is null ? null : new ConditionProblem(sentence));
    }
}
