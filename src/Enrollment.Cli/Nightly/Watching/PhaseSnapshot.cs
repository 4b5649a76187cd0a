using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>A snapshot of a phase: the counts of the saga and their rate.</summary>
/// <param name="Planned">Learners or enrollments to process; null until the phase is planned.</param>
/// <param name="Done">Items in segments that are committed and counted.</param>
/// <param name="Applied">Items that were changed.</param>
/// <param name="Unchanged">Items that needed no change.</param>
/// <param name="Failed">Items that failed.</param>
/// <param name="PerSecond">The current rate of items per second; null while it is unknown.</param>
internal sealed record PhaseSnapshot(long? Planned, long Done, long Applied, long Unchanged, long Failed, double? PerSecond)
{
    /// <summary>The estimated remaining time; null while it is unknown.</summary>
    public double? SecondsLeft =>
        Done == Planned ? 0
        : PerSecond is { } rate && Planned is { } planned ? (planned - Done) / rate
        : null;

    public static PhaseSnapshot Of(PhaseProgress phase, bool isPlanned, TimeSpan at, RateEstimator pace)
    {
        var (planned, counts) = (phase.Work.Items, phase.Counts);
        if (isPlanned)
            pace.Add(at, counts.Planned, planned);
        return new PhaseSnapshot(
            isPlanned ? planned : null,
            counts.Planned,
            counts.Applied,
            counts.Unchanged,
            counts.Failed,
            pace.PerSecond
        );
    }
}
