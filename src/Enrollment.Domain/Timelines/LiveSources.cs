using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>The sources of an enrollment. They are frozen while the learner is inactive and a period is paused.</summary>
/// <param name="Live">The live sources, by rule id.</param>
/// <param name="WithoutAudience">Sources lost because their audience became none: an open period goes on with the e it had.</param>
internal sealed record LiveSources(ImmutableArray<Source> Live, ImmutableArray<Source> WithoutAudience)
{
    public static LiveSources None { get; } = new([], []);

    public bool Contains(RuleId rule) => Find(Live.AsSpan(), rule) is not null;

    public Source? Find(RuleId rule) => Find(Live.AsSpan(), rule);

    /// <summary>All sources are lost.</summary>
    public LiveSources Clear() => this with { Live = [] };

    /// <summary>With another e for a live source.</summary>
    public LiveSources Replace(Source source) => this with { Live = Live.Replace(Find(source.RuleId)!, source) };

    /// <summary>What the step's matches make of the sources.</summary>
    /// <param name="step">The step.</param>
    /// <param name="current">The current period.</param>
    public SourceChange Take(SourcesJudged step, PlannedPeriod? current)
    {
        var matched = step.Matches.Select(match => new Source(match, EligibleFrom(match.RuleId, step, current))).ToArray();
        var leaving = Live.Where(source => !IsIn(matched, source.RuleId) && step.NotAutoEnrolling.Contains(source.RuleId)).ToArray();
        var forgotten = WithoutAudience.RemoveAll(source => !Contains(source.RuleId) && IsIn(matched, source.RuleId));
        var meanwhile = new LiveSources(Sorted([.. matched, .. leaving]), forgotten);
        var after = leaving.Length == 0 ? meanwhile : new LiveSources(Sorted(matched), forgotten.AddRange(leaving));
        return new SourceChange(this, meanwhile, after, leaving);
    }

    /// <summary>A source keeps its e. One whose audience is set again keeps it where a period stayed open (semantics 7).</summary>
    private DateOnly EligibleFrom(RuleId rule, SourcesJudged step, PlannedPeriod? current)
    {
        if (Find(rule) is { } known)
            return known.EligibleFrom;
        var stayedOpen = current is { WithoutRule: true } && current.Governing.RuleId == rule;
        return (stayedOpen ? Find(WithoutAudience.AsSpan(), rule) : null)?.EligibleFrom ?? step.EligibleFrom;
    }

    private static ImmutableArray<Source> Sorted(Source[] sources)
    {
        Array.Sort(sources, (one, other) => string.CompareOrdinal(one.RuleId.Value, other.RuleId.Value));
        return ImmutableArray.Create(sources);
    }

    private static bool IsIn(Source[] sources, RuleId rule) => Find(sources, rule) is not null;

    private static Source? Find(ReadOnlySpan<Source> sources, RuleId rule)
    {
        foreach (var source in sources)
            if (source.RuleId == rule)
                return source;
        return null;
    }
}
