using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos.Faults;

/// <summary>Workers are replaced while they work.</summary>
internal static class DeployFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("deploys.rolling", 2, (environment, _) => environment.Workers.LeaseAllAsync(slots => RollAsync(environment, slots))),
        new(
            "deploys.old-beside-new",
            2,
            (environment, random) => environment.Workers.LeaseAsync(random, slot => MixAsync(environment, slot))
        )
        {
            UnavailableReason = settings => settings.OldWorker is null ? "no earlier version was given (--old REF)" : null,
        },
    ];

    private static async Task RollAsync(ChaosEnvironment environment, IReadOnlyList<WorkerSlot> slots)
    {
        foreach (var slot in slots)
            await slot.ReplaceAsync(environment.CancellationToken);
    }

    private static async Task MixAsync(ChaosEnvironment environment, WorkerSlot slot)
    {
        slot.UsesOldVersion = true;
        await slot.ReplaceAsync(environment.CancellationToken);
        await environment.Clock.ToNextNightAsync(environment.CancellationToken);
        await environment.DelayAsync(5);
        slot.UsesOldVersion = false;
        await slot.ReplaceAsync(environment.CancellationToken);
    }
}
