using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;

namespace Enrollment.Operations.Conditions;

/// <summary>The condition <c>parked</c> in words, for a worker and for <c>enrollctl status</c>, which asks the broker itself.</summary>
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
