using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>A snapshot of a nightly run; one line of <c>nightly status --watch --json</c>.</summary>
/// <param name="BusinessDate">Its date.</param>
/// <param name="State">The saga's state.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it was completed; null while it runs.</param>
/// <param name="SecondsQuiet">For how long the watcher has seen no progress.</param>
/// <param name="Batch">The batch: enrolls, withdraws, pauses.</param>
/// <param name="Rollover">The rollover: opens periods, marks them overdue or missed.</param>
internal sealed record RunSnapshot(
    DateOnly BusinessDate,
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    double SecondsQuiet,
    PhaseSnapshot Batch,
    PhaseSnapshot Rollover
)
{
    private const double QuietThresholdSeconds = 30;

    public bool IsQuiet => CompletedAt is null && SecondsQuiet >= QuietThresholdSeconds;

    /// <summary>Whether the phase has been planned.</summary>
    public static bool IsPlanned(NightlyRunDocument run, NightlyPhase phase) =>
        run.CurrentState switch
        {
            NightlyRunStates.PlanningBatch => false,
            NightlyRunStates.RunningBatch or NightlyRunStates.PlanningRollover => phase == NightlyPhase.Batch,
            _ => true,
        };
}
