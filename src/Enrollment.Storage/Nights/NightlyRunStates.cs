namespace Enrollment.Storage.Nights;

/// <summary>What <see cref="NightlyRunDocument.CurrentState"/> says; the worker's state machine has a state of each name.</summary>
public static class NightlyRunStates
{
    public const string PlanningBatch = nameof(PlanningBatch);
    public const string RunningBatch = nameof(RunningBatch);
    public const string PlanningRollover = nameof(PlanningRollover);
    public const string RunningRollover = nameof(RunningRollover);
    public const string Completed = nameof(Completed);
}
