using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>How a step changes the sources.</summary>
/// <param name="Before">The sources before the step.</param>
/// <param name="Meanwhile">
/// Ordinary losses, gains and edits are made; sources whose audience became none are still live. These leave in a row of their own.
/// </param>
/// <param name="After">The sources after the step.</param>
/// <param name="Leaving">The sources whose audience became none.</param>
/// <param name="Matched">The sources that match: at once, only these compete (semantics 4).</param>
internal sealed record SourceChange(
    LiveSources Before,
    LiveSources Meanwhile,
    LiveSources After,
    ImmutableArray<Source> Leaving,
    ImmutableArray<Source> Matched
)
{
    public static SourceChange None { get; } = new(LiveSources.None, LiveSources.None, LiveSources.None, [], []);

    /// <summary>The sources that were gained, edited, or count from a hire date that changed.</summary>
    public IReadOnlyList<Source> Changed { get; } =
    [.. Matched.Where(source => Before.Find(source.RuleId) is not { } known || !known.AsksTheSameAs(source))];

    /// <summary>Sources were gained, edited or lost; an audience that became none aside.</summary>
    public bool ConcernsCurrentPeriod => Changed.Count > 0 || Before.Live.Any(source => !Meanwhile.Contains(source.RuleId));

    public IReadOnlyList<Source> Gained => [.. Changed.Where(source => !Before.Contains(source.RuleId))];

    /// <summary>The sources that were gained or edited: a hire date alone gains nothing (semantics 7).</summary>
    public IReadOnlyList<Source> GainedOrEdited =>
        [.. Changed.Where(source => Before.Find(source.RuleId)?.Match.AsksTheSameAs(source.Match) != true)];

    /// <summary>What the step's matches make of the sources.</summary>
    /// <param name="before">The sources before it.</param>
    /// <param name="step">The step.</param>
    /// <param name="current">The current period.</param>
    /// <param name="gives">Whether an edited rule that counted as gone gives something now (semantics 6).</param>
    public static SourceChange Of(LiveSources before, SourcesJudged step, PlannedPeriod? current, Func<Source, bool> gives)
    {
        var matched = step.Matches.Select(match => SourceOf(before, match, step, current)).Where(source => !IsGone(before, source, gives));
        var (sources, dropped) = WithoutThoseThatGiveNothing(before, LiveSources.Sorted(matched), current, gives);
        // A join at once loses no source (semantics 4), save where a period goes on as if it had never been withdrawn.
        var keepsAll = !step.InRun && current is null;
        var unmatched = before.Live.Where(source => LiveSources.Find(sources, source.RuleId) is null).ToArray();
        var leaving = keepsAll ? [] : unmatched.Where(source => step.NotAutoEnrolling.Contains(source.RuleId)).ToImmutableArray();
        var gone = StillGone(before, step, sources).AddRange(dropped);
        var forgotten = before.WithoutAudience.RemoveAll(source =>
            !before.Contains(source.RuleId) && LiveSources.Find(sources, source.RuleId) is not null
        );
        var meanwhile = new LiveSources(LiveSources.Sorted([.. sources, .. keepsAll ? unmatched : [.. leaving]]), forgotten, gone);
        var after = leaving.IsEmpty ? meanwhile : meanwhile with { Live = sources, WithoutAudience = forgotten.AddRange(leaving) };
        return new SourceChange(before, meanwhile, after, leaving, sources);
    }

    private static Source SourceOf(LiveSources before, Rules.Match match, SourcesJudged step, PlannedPeriod? current) =>
        new(match, EligibleFrom(before, match.RuleId, step, current)) { HiredOn = match.Terms.CountsFromHireDate ? step.HiredOn : null };

    /// <summary>A source keeps its e. One whose audience is set again keeps it where a period stayed open (semantics 7).</summary>
    private static DateOnly EligibleFrom(LiveSources before, RuleId rule, SourcesJudged step, PlannedPeriod? current)
    {
        if (before.Find(rule) is { } known)
            return known.EligibleFrom;
        var stayedOpen = current is { WithoutRule: true } && current.Governing.RuleId == rule;
        return (stayedOpen ? before.FindWithoutAudience(rule) : null)?.EligibleFrom ?? step.EligibleFrom;
    }

    /// <summary>A source whose new version gives nothing for the current period counts as gone (semantics 7, rule edited).</summary>
    private static (ImmutableArray<Source> Given, ImmutableArray<Source> Dropped) WithoutThoseThatGiveNothing(
        LiveSources before,
        ImmutableArray<Source> matched,
        PlannedPeriod? current,
        Func<Source, bool> gives
    )
    {
        bool IsEdited(Source source) => before.Find(source.RuleId) is { } known && !known.Match.AsksTheSameAs(source.Match);
        var dropped = current is null ? [] : matched.RemoveAll(source => !IsEdited(source) || gives(source));
        return (matched.RemoveRange(dropped), dropped);
    }

    private static ImmutableArray<Source> StillGone(LiveSources before, SourcesJudged step, ImmutableArray<Source> sources) =>
        before.Gone.RemoveAll(source =>
            step.Matches.All(match => match.RuleId != source.RuleId) || LiveSources.Find(sources, source.RuleId) is not null
        );

    /// <summary>It is gained again only after it stopped matching, or was edited and gives something then (semantics 6).</summary>
    private static bool IsGone(LiveSources before, Source source, Func<Source, bool> gives) =>
        before.FindGone(source.RuleId) is { } gone && (gone.Match.AsksTheSameAs(source.Match) || !gives(source));
}
