using System.Collections.Immutable;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>
/// The periods that follow from the facts replayed so far, with what the next fact needs. Immutable: only the last period of a timeline
/// ever changes, and timelines share the earlier ones.
/// </summary>
/// <param name="Earlier">All periods but the last.</param>
/// <param name="Last">The last period; the only one that can be current.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Today">Time has passed up to this date.</param>
internal sealed record Timeline(ImmutableList<PlannedPeriod> Earlier, PlannedPeriod? Last, LiveSources Sources, DateOnly Today)
{
    public static Timeline Empty { get; } = new([], null, LiveSources.None, DateOnly.MinValue);

    /// <summary>The organization's setting in the latest step (semantics 5, floor).</summary>
    public int MinimumDays { get; init; }

    public int Count => Last is null ? 0 : Earlier.Count + 1;

    public PlannedPeriod? Current => Last is { IsCurrent: true } ? Last : null;

    /// <summary>The last period that was completed or satisfied.</summary>
    public PlannedPeriod? LastDone => Last is { IsDone: true } ? Last : Earlier.FindLast(period => period.IsDone);

    public PlannedPeriod this[int place] => place == Earlier.Count ? Last! : Earlier[place];

    public Timeline WithLast(PlannedPeriod changed) => this with { Last = changed };

    public Timeline Add(PlannedPeriod planned) => this with { Earlier = Last is null ? Earlier : Earlier.Add(Last), Last = planned };

    public Timeline With(LiveSources sources) => this with { Sources = sources };

    /// <summary>The dates of the completions that were credited.</summary>
    public HashSet<DateOnly> Credited() => [.. Enumerable.Range(0, Count).Select(place => this[place].CompletedOn).OfType<DateOnly>()];
}
