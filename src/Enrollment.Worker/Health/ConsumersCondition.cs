using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Worker.Consuming;

namespace Enrollment.Worker.Health;

/// <summary>Every queue of this process has a consumer.</summary>
internal sealed class ConsumersCondition(EndpointConsumers consumers, BrokerWatch broker) : ICondition
{
    // A start after a lost connection takes a second or two.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    public string Name => "consumers";

    public ConditionLevel Level => ConditionLevel.NotReady;

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var without = consumers
            .All.Where(consumer => (!consumer.IsConsuming && consumer.Since > Tolerance) || broker.WithoutConsumer.Contains(consumer.Queue))
            .Select(consumer => consumer.Queue)
            .ToArray();
        return Task.FromResult(without.Length == 0 ? null : new ConditionProblem(BrokerText.ConsumerLost(without)));
    }
}
