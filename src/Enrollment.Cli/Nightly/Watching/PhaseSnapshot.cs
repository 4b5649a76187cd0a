using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>A phase of a run as it stands: the saga's own counts, and how fast they grow.</summary>
/// <param name="Planned">Learners or enrollments to look at; null until the phase is planned.</param>
/// <param name="Done">Of them, those in segments that are committed and counted.</param>
/// <param name="Applied">Of those, how many were changed.</param>
/// <param name="Unchanged">Of those, how many needed no change.</param>
/// <param name="Failed">Of those, for how many it failed.</param>
/// <param name="PerSecond">How many are done in a second, of late; null while that is not known.</param>
internal sealed record PhaseSnapshot(long? Planned, long Done, long Applied, long Unchanged, long Failed, double? PerSecond)
{
    /// <summary>Until all is done at that rate; null while that is not known.</summary>
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
