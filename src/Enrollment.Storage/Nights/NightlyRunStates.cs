namespace Enrollment.Storage.Nights;

/// <summary>The values of <see cref="NightlyRunDocument.CurrentState"/>. The worker's state machine has a state for each.</summary>
public static class NightlyRunStates
{
    public const string PlanningBatch = nameof(PlanningBatch);
    public const string RunningBatch = nameof(RunningBatch);
    public const string PlanningRollover = nameof(PlanningRollover);
    public const string RunningRollover = nameof(RunningRollover);
    public const string Completed = nameof(Completed);
}
