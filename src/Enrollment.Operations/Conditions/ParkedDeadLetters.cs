using Enrollment.Operations.Broker;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording.Conditions;

namespace Enrollment.Operations.Conditions;

/// <summary>The condition <c>parked</c>, for a worker and for <c>enrollctl status</c>, which queries the broker itself.</summary>
public static class ParkedDeadLetters
{
    public const string ConditionName = "parked";

    public static ConditionProblem? Describe(long parked) =>
        parked == 0 ? null : new ConditionProblem(BrokerText.Parked(parked, Queues.Parked));
}
