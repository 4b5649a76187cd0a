namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The one timeline of periods that follows from the facts. Every decision replays it and records the difference, so that facts which come late,
/// twice or in another order need no cases of their own. Pure: everything it uses is in the facts.
/// </summary>
internal sealed partial class Timeline
{
    private readonly List<PlannedPeriod> _periods = [];
    private readonly List<DateOnly> _completions = [];
    private readonly Dictionary<DateOnly, string> _outcomes = [];
    private readonly HashSet<DateOnly> _counted = [];

    /// <summary>The live sources; frozen while the learner is inactive and a period is paused.</summary>
    private SortedDictionary<string, Source> _sources = new(StringComparer.Ordinal);

    /// <summary>Sources whose audience became none: an open period goes on with the e it had when the audience is set again.</summary>
    private readonly Dictionary<string, Source> _withoutAudience = [];

    private DateOnly _today = DateOnly.MinValue;

    private Timeline()
    {
    }

    public IReadOnlyList<PlannedPeriod> Periods => _periods;

    private PlannedPeriod? Current => _periods.Count > 0 && _periods[^1].IsCurrent ? _periods[^1] : null;

    /// <summary>Replays the facts, and lets time pass up to the date.</summary>
    public static Timeline Replay(IReadOnlyList<EnrollmentFact> facts, DateOnly upTo)
    {
        var timeline = new Timeline();
        foreach (var fact in FactOrder.AsTheyHold(facts))
            timeline.Apply(fact);
        timeline.RollOver(upTo);
        return timeline;
    }

    /// <summary>What became of the completion of that date.</summary>
    public string OutcomeOf(DateOnly completedOn) => _outcomes.GetValueOrDefault(completedOn, "recorded; no period was current");

    private void Apply(EnrollmentFact fact)
    {
        switch (fact)
        {
            case SourcesJudged step:
                RollOver(step.RolledOverTo);
                Take(step);
                RollOver(step.On);
                break;
            case CompletionRecorded completion:
                RollOver(completion.CompletedOn);
                Complete(completion.CompletedOn);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of enrollment fact.");
        }
    }
}
