using Enrollment.Worker.Messaging;

namespace Enrollment.Worker.Health.Conditions;

/// <summary>No dead letter had to be parked.</summary>
internal sealed class ParkedCondition(BrokerWatch broker) : ICondition
{
    public const string ConditionName = "parked";

    public string Name => ConditionName;

    public ConditionLevel Level => ConditionLevel.Degraded;

    /// <summary>As <c>enrollctl status</c> words it too, which asks the broker itself.</summary>
    public static ConditionProblem? Of(long parked) => parked == 0
        ? null
        : new ConditionProblem($"{parked} dead letters are parked in {Queues.Parked}: they could not be stored although the database answered. The workers' logs say why.");

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) => Task.FromResult(Of(broker.Parked));
}
