using System.Collections.Immutable;

namespace Enrollment.Domain.Enrollments;

/// <summary>One enrollment, folded from its stream: the facts, and the periods recorded so far.</summary>
public sealed record EnrollmentState
{
    /// <summary>Before the first event.</summary>
    public static EnrollmentState Empty { get; } = new();

    /// <summary>The facts in the order in which they were recorded.</summary>
    public ImmutableList<EnrollmentFact> Facts { get; init; } = [];

    /// <summary>The periods in order of planning, without retracted ones.</summary>
    public ImmutableList<Period> Periods { get; init; } = [];

    /// <summary>The largest period number ever given.</summary>
    public int LastNumber { get; init; }

    /// <summary>The current period; at most one.</summary>
    public Period? Current => Periods.Find(period => period.IsCurrent);

    /// <summary>Since when the enrollment is marked overdue; null when it is not.</summary>
    public DateOnly? OverdueSince => Periods.Count > 0 ? Periods[^1].EnrollmentOverdueSince : null;

    /// <summary>What the latest step saw.</summary>
    public SourcesJudged? LastJudged => Facts.OfType<SourcesJudged>().LastOrDefault();

    /// <summary>A join at once after a run's instant has seen more than that run may see, which leaves the enrollment to the next one.</summary>
    public bool HasSeenMoreThan(DateTimeOffset instant) => LastJudged?.Instant > instant;

    /// <summary>Folds a whole stream.</summary>
    public static EnrollmentState From(IEnumerable<EnrollmentEvent> events) =>
        events.Aggregate(Empty, (state, recorded) => state.Apply(recorded));

    /// <summary>Folds one event in.</summary>
    public EnrollmentState Apply(EnrollmentEvent recorded) => recorded switch
    {
        EnrollmentFact fact => this with { Facts = Facts.Add(fact) },
        PeriodRetracted retracted => this with { Periods = Periods.RemoveAll(period => period.Number == retracted.Period.Number) },
        PeriodEvent change => WithPeriod(change.Period),
        _ => throw new ArgumentOutOfRangeException(nameof(recorded), recorded.GetType().Name, "Unknown kind of enrollment event."),
    };

    /// <summary>
    /// The enrollment as it stood on a date, as far as these facts tell: what was judged later does not hold yet, a completion counts from its own date
    /// whenever it was told (semantics 5.3), and what time alone brings has come up to that date, whether or not a run recorded it.
    /// </summary>
    public EnrollmentState AsOf(DateOnly date)
    {
        var facts = Facts.FindAll(fact => HoldsFrom(fact) <= date);
        var periods = Differences.Numbered(this, Timeline.Replay(facts, date));
        return new EnrollmentState { Facts = facts, Periods = [.. periods], LastNumber = LastNumber };
    }

    private static DateOnly HoldsFrom(EnrollmentFact fact) => fact switch
    {
        SourcesJudged step => step.On,
        CompletionRecorded completion => completion.CompletedOn,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of enrollment fact."),
    };

    private EnrollmentState WithPeriod(Period period)
    {
        var index = Periods.FindIndex(known => known.Number == period.Number);
        return index >= 0
            ? this with { Periods = Periods.SetItem(index, period) }
            : this with { Periods = Periods.Add(period), LastNumber = Math.Max(LastNumber, period.Number) };
    }
}
