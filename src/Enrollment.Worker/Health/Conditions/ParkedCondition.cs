using Enrollment.Worker.Messaging;

namespace Enrollment.Worker.Health.Conditions;

/// <summary>No dead letter had to be parked.</summary>
internal sealed class ParkedCondition(BrokerWatch broker) : ICondition
{
    public const string ConditionName = "parked";

    public string Name => ConditionName;

    public ConditionLevel Level => ConditionLevel.Degraded;

    /// <summary>As <c>enrollctl status</c> words it too, which asks the broker itself.</summary>
    public static ConditionProblem? Of(long parked) =>
        parked == 0
            ? null
            : new ConditionProblem(
                $"{(parked == 1 ? "1 dead letter is" : $"{parked} dead letters are")} parked in {Queues.Parked}: "
                    + "not storable although the database answered. The workers' logs say why."
            );

    public Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken) => Task.FromResult(Of(broker.Parked));
}
