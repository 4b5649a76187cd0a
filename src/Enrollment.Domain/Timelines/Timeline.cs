using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>
/// The one timeline of periods that follows from the facts. Every decision replays it and records the difference, so that facts which come
/// late,
/// twice or in another order need no cases of their own. Pure: everything it uses is in the facts. Immutable from outside: a fact that
/// holds after all the others extends a copy, which shares every period but the last; no other period changes any more.
/// </summary>
internal sealed partial class Timeline
{
    private const string NoPeriodWasCurrent = "recorded; no period was current";

    private readonly DateOnly? _asked;
    private ImmutableList<PlannedPeriod> _periods;
    private FactOrder _order;
    private int _stepsTaken;
    private Counting? _counting;

    /// <summary>The live sources; frozen while the learner is inactive and a period is paused.</summary>
    private SortedDictionary<string, Source> _sources;

    /// <summary>Sources whose audience became none: an open period goes on with the e it had when the audience is set again.</summary>
    private readonly Dictionary<string, Source> _withoutAudience;

    private DateOnly _today;

    private Timeline() => (_periods, _order, _sources, _withoutAudience) = ([], FactOrder.Empty, new(StringComparer.Ordinal), []);

    private Timeline(Timeline before, DateOnly? asked)
    {
        _periods = before._periods is [.., var last] ? before._periods.SetItem(before._periods.Count - 1, last.Copy()) : [];
        (_order, _stepsTaken, _today, _counting) = (before._order, before._stepsTaken, before._today, before._counting);
        (_asked, Outcome, Unchanged) = (asked, before.Outcome, Math.Max(0, _periods.Count - 1));
        _sources = new(before._sources, StringComparer.Ordinal);
        _withoutAudience = new(before._withoutAudience);
    }

    public static Timeline Empty { get; } = new();

    public ImmutableList<PlannedPeriod> Periods => _periods;

    /// <summary>So many periods at the start are those of the timeline this one was made from.</summary>
    public int Unchanged { get; private init; }

    /// <summary>What became of the completion that was added last.</summary>
    public string Outcome { get; private set; } = NoPeriodWasCurrent;

    private PlannedPeriod? Current => _periods is [.., { IsCurrent: true } last] ? last : null;

    private KnownCompletions Known => new(_order, _stepsTaken);

    /// <summary>Replays all facts.</summary>
    /// <param name="order">The facts.</param>
    /// <param name="asked">The completion whose outcome is asked for.</param>
    public static Timeline Of(FactOrder order, DateOnly? asked = null)
    {
        var timeline = new Timeline(Empty, asked) { _order = order, Unchanged = 0 };
        timeline.Complete(order.Completions[0]);
        foreach (var step in order.Steps)
        {
            timeline.Apply(step);
            timeline.Complete(order.Completions[timeline._stepsTaken]);
        }

        return timeline;
    }

    /// <summary>After one more fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="order">All facts, with this one.</param>
    /// <param name="after">After how many steps it holds.</param>
    public Timeline With(EnrollmentFact fact, FactOrder order, int after)
    {
        if (fact is not CompletionRecorded { CompletedOn: var c })
            return Then(order, asked: null, timeline => timeline.Apply((SourcesJudged)fact));
        if (after == _stepsTaken && order.IsLatest(c, after))
            return Then(order, c, timeline => timeline.Complete([c]));
        return CountedLate(c, order, after) ?? Of(order, c);
    }

    private Timeline Then(FactOrder order, DateOnly? asked, Action<Timeline> apply)
    {
        var timeline = new Timeline(this, asked) { _order = order, Outcome = NoPeriodWasCurrent };
        apply(timeline);
        return timeline;
    }

    /// <summary>After time has passed up to the date.</summary>
    public Timeline UpTo(DateOnly date)
    {
        var timeline = new Timeline(this, _asked);
        timeline.RollOver(date);
        return timeline;
    }

    private void Apply(SourcesJudged step)
    {
        _counting = null;
        var hadCurrent = Current is not null;
        RollOver(step.RolledOverTo);
        Take(step);
        if (hadCurrent)
            _counting = null;
        End(step);
    }

    private void End(SourcesJudged step)
    {
        // What an edit or a new source put into the past is dated the run (semantics 5, no backdating).
        if (step.Active && Current is { Status: not PeriodStatus.Scheduled } current && current.NextTakeOver?.On <= step.RolledOverTo)
            CatchUpOnTakeOvers(current, step);
        RollOver(step.On);
        _stepsTaken++;
    }
}
