namespace Enrollment.Processing.Facts;

/// <summary>
/// The order in which the facts of a transaction are decided on: as they came, except that completions of one enrollment are taken in the
/// order of their dates. Consumers pass each other on the way here, and a completion from before a known one undoes and plans again what
/// followed from that.
/// </summary>
internal static class CompletionOrder
{
    /// <summary>The places of the facts.</summary>
    public static int[] Of(IReadOnlyList<PersonFact> facts)
    {
        var order = Enumerable.Range(0, facts.Count).ToArray();
        var completions = order
            .Where(place => facts[place] is PersonFact.Completion)
            .GroupBy(place => (facts[place].Learner, Completion(place).Activity));
        foreach (var places in completions.Select(group => group.ToArray()).Where(group => group.Length > 1))
        foreach (var (place, earlier) in places.Zip(places.OrderBy(place => Completion(place).CompletedOn)))
            order[place] = earlier;
        return order;

        PersonFact.Completion Completion(int place) => (PersonFact.Completion)facts[place];
    }
}
