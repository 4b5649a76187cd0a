using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>How a step changes the sources.</summary>
/// <param name="Before">The sources before the step.</param>
/// <param name="Meanwhile">
/// Ordinary losses, gains and edits are made; sources whose audience became none are still live. These leave in a row of their own.
/// </param>
/// <param name="After">The sources after the step.</param>
/// <param name="Leaving">The sources whose audience became none.</param>
internal sealed record SourceChange(LiveSources Before, LiveSources Meanwhile, LiveSources After, Source[] Leaving)
{
    public static SourceChange None { get; } = new(LiveSources.None, LiveSources.None, LiveSources.None, []);

    /// <summary>The sources that were gained or edited.</summary>
    public IReadOnlyList<Source> Changed { get; } = [.. Meanwhile.Live.Where(source => IsChanged(source, Before))];

    /// <summary>Sources were gained, edited or lost; an audience that became none aside.</summary>
    public bool ConcernsCurrentPeriod => Changed.Count > 0 || Before.Live.Any(source => !Meanwhile.Contains(source.RuleId));

    public IReadOnlyList<Source> Gained => [.. Changed.Where(source => !Before.Contains(source.RuleId))];

    private static bool IsChanged(Source source, LiveSources before) =>
        before.Find(source.RuleId) is not { } known || !known.Match.AsksTheSameAs(source.Match);
}
