using System.Collections.Immutable;

namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The one timeline of periods that follows from the facts. Every decision replays it and records the difference, so that facts which come late,
/// twice or in another order need no cases of their own. Pure: everything it uses is in the facts. Immutable from outside: a fact that holds after
/// all the others extends a copy, which shares every period but the last; no other period changes any more.
/// </summary>
internal sealed partial class Timeline
{
    private const string NoPeriodWasCurrent = "recorded; no period was current";

    private readonly DateOnly? _asked;
    private ImmutableList<PlannedPeriod> _periods;
    private FactOrder _order;
    private int _stepsTaken;

    /// <summary>The live sources; frozen while the learner is inactive and a period is paused.</summary>
    private SortedDictionary<string, Source> _sources;

    /// <summary>Sources whose audience became none: an open period goes on with the e it had when the audience is set again.</summary>
    private readonly Dictionary<string, Source> _withoutAudience;

    private DateOnly _today;

    private Timeline() =>
        (_periods, _order, _sources, _withoutAudience) = ([], FactOrder.Empty, new(StringComparer.Ordinal), []);

    private Timeline(Timeline before, DateOnly? asked)
    {
        _periods = before._periods is [.., var last] ? before._periods.SetItem(before._periods.Count - 1, last.Copy()) : [];
        (_order, _stepsTaken, _today, _asked, Outcome) = (before._order, before._stepsTaken, before._today, asked, before.Outcome);
        _sources = new(before._sources, StringComparer.Ordinal);
        _withoutAudience = new(before._withoutAudience);
    }

    public static Timeline Empty { get; } = new();

    public ImmutableList<PlannedPeriod> Periods => _periods;

    /// <summary>What became of the completion that was added last.</summary>
    public string Outcome { get; private set; } = NoPeriodWasCurrent;

    private PlannedPeriod? Current => _periods is [.., { IsCurrent: true } last] ? last : null;

    private KnownCompletions Known => new(_order, _stepsTaken);

    /// <summary>Replays all facts.</summary>
    /// <param name="order">The facts.</param>
    /// <param name="asked">The completion whose outcome is asked for.</param>
    public static Timeline Of(FactOrder order, DateOnly? asked = null)
    {
        var timeline = new Timeline(Empty, asked) { _order = order };
        timeline.Complete(order.Completions[0]);
        foreach (var step in order.Steps)
        {
            timeline.Apply(step);
            timeline.Complete(order.Completions[timeline._stepsTaken]);
        }

        return timeline;
    }

    /// <summary>After one more fact, which holds after all the others.</summary>
    public Timeline With(EnrollmentFact fact, FactOrder order)
    {
        var completedOn = (fact as CompletionRecorded)?.CompletedOn;
        var timeline = new Timeline(this, completedOn) { _order = order, Outcome = NoPeriodWasCurrent };
        if (fact is SourcesJudged step)
            timeline.Apply(step);
        else
            timeline.Complete([completedOn!.Value]);
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
        RollOver(step.RolledOverTo);
        Take(step);
        RollOver(step.On);
        _stepsTaken++;
    }
}
