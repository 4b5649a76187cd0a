using Enrollment.Domain;

namespace Enrollment.Processing.Facts;

/// <summary>
/// The order in which the facts of a batch are decided: the order of arrival, but completions of one enrollment by their dates. Concurrent
/// consumers change the order of messages, and a completion before a known one retracts periods and plans them again. No completion
/// changes its place with a decision about the learner, which is taken on what came before it (semantics 10).
/// </summary>
internal static class CompletionOrder
{
    /// <summary>The indexes of the facts.</summary>
    public static int[] Of(IReadOnlyList<FactReceived> facts)
    {
        var order = Enumerable.Range(0, facts.Count).ToArray();
        foreach (var places in Completions(facts).Where(group => group.Length > 1))
        foreach (var (place, earlier) in places.Zip(places.OrderBy(place => ((CompletionReceived)facts[place]).CompletedOn)))
            order[place] = earlier;
        return order;
    }

    /// <summary>The places of the completions of each enrollment, as far as no decision about the learner is between them.</summary>
    private static IEnumerable<int[]> Completions(IReadOnlyList<FactReceived> facts)
    {
        var decisions = new Dictionary<LearnerId, int>();
        var completions = new List<(int Place, (LearnerId, ActivityId, int) Group)>();
        for (var place = 0; place < facts.Count; place++)
            if (facts[place] is DecisionReceived decision)
                decisions[decision.Learner] = decisions.GetValueOrDefault(decision.Learner) + 1;
            else if (facts[place] is CompletionReceived { Learner: var learner } completion)
                completions.Add((place, (learner, completion.Activity, decisions.GetValueOrDefault(learner))));
        return completions.GroupBy(entry => entry.Group, (_, entries) => entries.Select(entry => entry.Place).ToArray());
    }
}
