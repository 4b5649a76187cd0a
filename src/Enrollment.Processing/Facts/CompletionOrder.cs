namespace Enrollment.Processing.Facts;

/// <summary>
/// The order in which the facts of a batch are decided: the order of arrival, but completions of one enrollment by their dates. Concurrent
/// consumers change the order of messages, and a completion before a known one retracts periods and plans them again.
/// </summary>
internal static class CompletionOrder
{
    /// <summary>The indexes of the facts.</summary>
    public static int[] Of(IReadOnlyList<FactReceived> facts)
    {
        var order = Enumerable.Range(0, facts.Count).ToArray();
        var completions = order
            .Where(place => facts[place] is CompletionReceived)
            .GroupBy(place => (facts[place].Learner, Completion(place).Activity));
        foreach (var places in completions.Select(group => group.ToArray()).Where(group => group.Length > 1))
        foreach (var (place, earlier) in places.Zip(places.OrderBy(place => Completion(place).CompletedOn)))
            order[place] = earlier;
        return order;

        CompletionReceived Completion(int place) => (CompletionReceived)facts[place];
    }
}
