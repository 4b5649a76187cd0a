using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>A run of the night at one look; one line of <c>nightly status --watch --json</c>.</summary>
/// <param name="BusinessDate">Its date.</param>
/// <param name="State">The saga's state.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended; null while it is under way.</param>
/// <param name="SecondsQuiet">How long nothing has moved, as far as was watched.</param>
/// <param name="Batch">Who gains, loses, pauses.</param>
/// <param name="Rollover">What opens, is overdue, was missed.</param>
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

    /// <summary>What is true of the batch while it is being planned, and of the rollover before.</summary>
    public static bool IsPlanned(NightlyRunDocument run, NightlyPhase phase) =>
        run.CurrentState switch
        {
            NightlyRunStates.PlanningBatch => false,
            NightlyRunStates.RunningBatch or NightlyRunStates.PlanningRollover => phase == NightlyPhase.Batch,
            _ => true,
        };
}
