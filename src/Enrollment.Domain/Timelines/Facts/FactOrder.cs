using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Facts;

/// <summary>
/// The facts in the order in which they hold. Steps keep the order in which they were taken. A completion that arrived late holds as if it
/// had arrived on its own date, after that day's run (semantics 5.3). One that arrived on its day holds from its arrival. One that was
/// revoked is left out. Immutable.
/// </summary>
internal sealed record FactOrder
{
    private FactOrder() { }

    public static FactOrder Empty { get; } = new();

    /// <summary>The facts in the order in which they were recorded.</summary>
    public ImmutableList<EnrollmentFact> Recorded { get; private init; } = [];

    public ImmutableList<EnrollmentStep> Steps { get; private init; } = [];

    /// <summary>The dates of the completions that hold after each number of steps, from none to all.</summary>
    public ImmutableList<ImmutableSortedSet<CompletionDay>> Completions { get; private init; } =
    [
        [],
    ];

    /// <summary>The dates of the completions, wherever they hold.</summary>
    public ImmutableHashSet<CompletionDay> Days { get; private init; } = [];

    public CompletionLedger Ledger { get; private init; } = CompletionLedger.Empty;

    /// <summary>Orders whose due date came about by a completion that arrived late (semantics 5.3).</summary>
    public ImmutableDictionary<OrderId, DueFloor> OrderFloors { get; private init; } = ImmutableDictionary<OrderId, DueFloor>.Empty;

    /// <summary>The order of the facts; steps after the date do not hold.</summary>
    public static FactOrder Of(IEnumerable<EnrollmentFact> facts, DateOnly? until = null)
    {
        var all = facts.ToImmutableList();
        var (steps, completions, days) = (
            new List<EnrollmentStep>(),
            new List<List<CompletionDay>> { new() },
            new HashSet<CompletionDay>()
        );
        var order = new FactOrder { Recorded = all, Ledger = CompletionLedger.Of(all) };
        foreach (var fact in all)
            if (fact is EnrollmentStep step && !(step.On > until))
            {
                steps.Add(step);
                completions.Add([]);
            }
            else if (fact is CompletionRecorded completion)
            {
                order = order.WithFloors(completion);
                if (!order.Ledger.LeavesOut(completion) && days.Add(DayOf(completion)))
                    completions[StepsBefore(completion, steps.Count, steps.FindLastIndex)].Add(DayOf(completion));
            }

        return order with
        {
            Steps = [.. steps],
            Completions = [.. completions.Select(group => group.ToImmutableSortedSet())],
            Days = [.. days],
        };
    }

    /// <summary>Adds one fact. It leaves nothing out, and gives no order another floor.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="after">After how many steps it holds; null where it changes nothing.</param>
    public FactOrder With(EnrollmentFact fact, out int? after) =>
        (this with { Ledger = Ledger.With(fact), Recorded = Recorded.Add(fact) }).Add(fact, out after);

    /// <summary>Whether the completion is later than all others that hold after the same steps.</summary>
    public bool IsLatest(CompletionDay day, int after) => Completions[after] is { IsEmpty: false } days && days.Max == day;

    /// <summary>Whether the completion is later than all others that hold after the same or fewer steps.</summary>
    public bool IsLatestUpTo(CompletionDay day, int after) =>
        Completions.Take(after + 1).All(days => days.IsEmpty || days.Max.CompareTo(day) <= 0);

    private FactOrder Add(EnrollmentFact fact, out int? after)
    {
        after = null;
        switch (fact)
        {
            case EnrollmentStep step:
                after = Steps.Count;
                return this with { Steps = Steps.Add(step), Completions = Completions.Add([]) };
            case CompletionRecorded completion:
                var floored = WithFloors(completion);
                var day = DayOf(completion);
                return Days.Contains(day) || Ledger.LeavesOut(completion) ? floored : floored.Add(completion, day, out after);
            default:
                return this;
        }
    }

    private FactOrder Add(CompletionRecorded completion, CompletionDay day, out int? after)
    {
        var place = StepsBefore(completion, Steps.Count, Steps.FindLastIndex);
        after = place;
        return this with { Completions = Completions.SetItem(place, Completions[place].Add(day)), Days = Days.Add(day) };
    }

    private FactOrder WithFloors(CompletionRecorded completion)
    {
        var floor = new DueFloor(completion.HandledOn, completion.MinimumDaysToComplete);
        return completion.OrdersFromHandling is { } orders
            ? this with
            {
                OrderFloors = OrderFloors.SetItems(orders.Select(order => KeyValuePair.Create(order, floor))),
            }
            : this;
    }

    private static CompletionDay DayOf(CompletionRecorded completion) => new(completion.CompletedOn, completion.Of);

    private static int StepsBefore(CompletionRecorded completion, int stepsSoFar, Func<Predicate<EnrollmentStep>, int> findLastIndex) =>
        completion.HandledOn <= completion.CompletedOn ? stepsSoFar : findLastIndex(step => step.On <= completion.CompletedOn) + 1;
}
