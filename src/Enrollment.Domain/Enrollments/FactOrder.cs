using System.Collections.Immutable;

namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The facts in the order in which they hold. Steps keep the order in which they were taken. A completion that came late stands where it would
/// have stood had it arrived on its own date, after that day's run (semantics 5.3); one that came on its day stands where it came. Immutable.
/// </summary>
internal sealed class FactOrder
{
    private FactOrder(ImmutableList<SourcesJudged> steps, ImmutableList<ImmutableSortedSet<DateOnly>> completions) =>
        (Steps, Completions) = (steps, completions);

    public static FactOrder Empty { get; } = new([], [[]]);

    public ImmutableList<SourcesJudged> Steps { get; }

    /// <summary>The dates of the completions that hold after so many steps; one entry more than there are steps.</summary>
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

    /// <summary>With one more fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="isLast">Whether it holds after all the others.</param>
    public FactOrder With(EnrollmentFact fact, out bool isLast)
    {
        isLast = true;
        if (fact is not CompletionRecorded completion)
            return new FactOrder(Steps.Add(StepOf(fact)), Completions.Add([]));
        var after = StepsBefore(completion, Steps.Count, Steps.FindLastIndex);
        var dates = Completions[after];
        isLast = after == Steps.Count && (dates.IsEmpty || dates.Max < completion.CompletedOn);
        return new FactOrder(Steps, Completions.SetItem(after, dates.Add(completion.CompletedOn)));
    }

    private static SourcesJudged StepOf(EnrollmentFact fact) =>
        fact as SourcesJudged ?? throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of enrollment fact.");

    private static int StepsBefore(CompletionRecorded completion, int stepsSoFar, Func<Predicate<SourcesJudged>, int> findLastIndex) =>
        completion.HandledOn <= completion.CompletedOn ? stepsSoFar : findLastIndex(step => step.On <= completion.CompletedOn) + 1;
}
