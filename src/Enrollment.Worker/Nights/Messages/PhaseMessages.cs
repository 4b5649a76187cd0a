using Enrollment.Contracts;
using Enrollment.Storage.Nights;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>
/// The message of each phase for each step. Both phases take the same steps. Their messages have types of their own because their names on
/// the broker are older than the phase as data.
/// </summary>
internal static class PhaseMessages
{
    /// <summary>Asks for the plan of a phase.</summary>
    public static object Plan(DateOnly date, NightlyPhase phase) =>
        phase == NightlyPhase.Batch ? new RunNightlyBatch(date) : new RollOverPeriods(date);

    /// <summary>Tells the saga that a phase is planned.</summary>
    public static object Planned(PhasePlan plan) =>
        plan.Phase == NightlyPhase.Batch
            ? new NightlyBatchPlanned(plan.BusinessDate, plan.Work)
            : new PeriodRolloverPlanned(plan.BusinessDate, plan.Work);

    /// <summary>Asks for the work of a segment.</summary>
    public static object RunSegment(DateOnly date, NightlyPhase phase, int segment) =>
        phase == NightlyPhase.Batch ? new RunBatchSegment(date, segment) : new RunRolloverSegment(date, segment);

    /// <summary>Tells the saga that a segment is committed.</summary>
    public static object SegmentCompleted(SegmentResult result) =>
        result.Phase == NightlyPhase.Batch
            ? new BatchSegmentCompleted(result.BusinessDate, result.Segment, result.Counts)
            : new RolloverSegmentCompleted(result.BusinessDate, result.Segment, result.Counts);
}
