using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos.Faults;

/// <summary>Workers are replaced while they work.</summary>
internal static class DeployFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("deploys.rolling", 2, (scene, _) => scene.Crew.WithAll(slots => Roll(scene, slots))),
        new("deploys.old-beside-new", 2, (scene, random) => scene.Crew.With(random, slot => Mix(scene, slot)))
        {
            Impossible = settings => settings.OldWorker is null ? "no earlier version was given (--old REF)" : null,
        },
    ];

    private static async Task Roll(Scene scene, IReadOnlyList<WorkerSlot> slots)
    {
        foreach (var slot in slots)
            await slot.Replace(scene.Cancellation);
    }

    private static async Task Mix(Scene scene, WorkerSlot slot)
    {
        slot.Old = true;
        await slot.Replace(scene.Cancellation);
        await scene.Clock.ToNextNight(scene.Cancellation);
        await scene.For(5);
        slot.Old = false;
        await slot.Replace(scene.Cancellation);
    }
}
