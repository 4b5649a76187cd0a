using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Facts;

/// <summary>
/// The facts in the order in which they hold. Steps keep the order in which they were taken. A completion that arrived late holds as if it
/// had arrived on its own date, after that day's run (semantics 5.3). One that arrived on its day holds from its arrival. Immutable.
/// </summary>
internal sealed class FactOrder
{
    private FactOrder(ImmutableList<SourcesJudged> steps, ImmutableList<ImmutableSortedSet<DateOnly>> completions) =>
        (Steps, Completions) = (steps, completions);

    public static FactOrder Empty { get; } =
        new(
            [],
            [
                [],
            ]
        );

    public ImmutableList<SourcesJudged> Steps { get; }

    /// <summary>The dates of the completions that hold after each number of steps, from none to all.</summary>
    public ImmutableList<ImmutableSortedSet<DateOnly>> Completions { get; }

    public static FactOrder Of(IEnumerable<EnrollmentFact> facts)
    {
        var steps = new List<SourcesJudged>();
        var completions = new List<List<DateOnly>> { new() };
        foreach (var fact in facts)
        {
            if (fact is CompletionRecorded completion)
            {
                completions[StepsBefore(completion, steps.Count, steps.FindLastIndex)].Add(completion.CompletedOn);
                continue;
            }

            steps.Add(StepOf(fact));
            completions.Add([]);
        }

        return new FactOrder([.. steps], [.. completions.Select(dates => dates.ToImmutableSortedSet())]);
    }

    public bool Has(DateOnly completion) => Completions.Exists(dates => dates.Contains(completion));

    /// <summary>Adds one fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="after">After how many steps it holds.</param>
    public FactOrder With(EnrollmentFact fact, out int after)
    {
        after = Steps.Count;
        if (fact is not CompletionRecorded completion)
            return new FactOrder(Steps.Add(StepOf(fact)), Completions.Add([]));
        after = StepsBefore(completion, Steps.Count, Steps.FindLastIndex);
        return new FactOrder(Steps, Completions.SetItem(after, Completions[after].Add(completion.CompletedOn)));
    }

    /// <summary>Whether the completion is later than all others that hold after the same steps.</summary>
    public bool IsLatest(DateOnly completion, int after) => Completions[after] is { IsEmpty: false } dates && dates.Max == completion;

    /// <summary>Whether the completion is later than all others that hold after the same or fewer steps.</summary>
    public bool IsLatestUpTo(DateOnly completion, int after) =>
        Completions.Take(after + 1).All(dates => dates.IsEmpty || dates.Max <= completion);

    private static SourcesJudged StepOf(EnrollmentFact fact) =>
        fact as SourcesJudged
        ?? throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of enrollment fact.");

    private static int StepsBefore(CompletionRecorded completion, int stepsSoFar, Func<Predicate<SourcesJudged>, int> findLastIndex) =>
        completion.HandledOn <= completion.CompletedOn ? stepsSoFar : findLastIndex(step => step.On <= completion.CompletedOn) + 1;
}
