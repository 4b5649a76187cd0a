using System.Collections.Immutable;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>The sources of an enrollment. They are frozen while the learner is inactive and a period is paused.</summary>
/// <param name="Live">The live sources, by rule id.</param>
/// <param name="WithoutAudience">Sources lost because their audience became none: an open period goes on with the e it had.</param>
/// <param name="Gone">Rules that match and count as gone, because they gave nothing for a period (semantics 6).</param>
internal sealed record LiveSources(ImmutableArray<Source> Live, ImmutableArray<Source> WithoutAudience, ImmutableArray<Source> Gone)
{
    public static LiveSources None { get; } = new([], [], []);

    public bool Contains(RuleId rule) => Find(rule) is not null;

    public Source? Find(RuleId rule) => Find(Live, rule);

    public Source? FindGone(RuleId rule) => Find(Gone, rule);

    public Source? FindWithoutAudience(RuleId rule) => Find(WithoutAudience, rule);

    /// <summary>Whether a completion of that day is one of the enrollment's activity, by these sources (semantics 11).</summary>
    public bool Count(CompletionDay day)
    {
        if (day.Of is not { } activity)
            return true;
        foreach (var source in Live)
            if (source.Terms.IsCompletedBy(activity))
                return true;
        return false;
    }

    /// <summary>All sources are lost.</summary>
    public LiveSources Clear() => this with { Live = [], Gone = [] };

    /// <summary>With another e for a live source.</summary>
    public LiveSources Replace(Source source) => this with { Live = Live.Replace(Find(source.RuleId)!, source) };

    /// <summary>Those of the live sources count as gone.</summary>
    public LiveSources Lose(ImmutableArray<Source> gone) =>
        this with
        {
            Live = Live.RemoveAll(source => Find(gone, source.RuleId) is not null),
            Gone = Gone.AddRange(gone),
        };

    public static ImmutableArray<Source> Sorted(IEnumerable<Source> sources)
    {
        var sorted = sources.ToArray();
        Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.RuleId.Value, other.RuleId.Value));
        return ImmutableArray.Create(sorted);
    }

    internal static Source? Find(ImmutableArray<Source> sources, RuleId rule)
    {
        foreach (var source in sources)
            if (source.RuleId == rule)
                return source;
        return null;
    }
}
