using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;

namespace Enrollment.Operations.Conditions;

/// <summary>The sentence of the condition <c>parked</c>, for a worker and for <c>enrollctl status</c>, which asks the broker.</summary>
public static class ParkedDeadLetters
{
    public const string ConditionName = "parked";

    public static ConditionProblem? Describe(long parked) =>
        parked == 0
            ? null
            : new ConditionProblem(
                $"{(parked == 1 ? "1 dead letter is" : $"{parked} dead letters are")} parked in {Queues.Parked}: "
                    + "not storable although the database answered. The workers' logs say why."
            );
}
