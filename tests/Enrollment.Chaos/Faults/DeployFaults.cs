namespace Enrollment.Chaos.Faults;

/// <summary>Workers are replaced while they work.</summary>
internal static class DeployFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("deploys.rolling", 2, (scene, _) => Roll(scene)),
        new("deploys.old-beside-new", 2, Mix) { Impossible = settings => settings.OldWorker is null ? "no earlier version was given (--old REF)" : null },
    ];

    private static async Task Roll(Scene scene)
    {
        foreach (var slot in scene.Crew.Slots)
            await slot.Replace(scene.Cancellation);
    }

    private static async Task Mix(Scene scene, Random random)
    {
        var slot = scene.Crew.Any(random);
        slot.Old = true;
        await slot.Replace(scene.Cancellation);
        await scene.Clock.ToNextNight(scene.Cancellation);
        await scene.For(5);
        slot.Old = false;
        await slot.Replace(scene.Cancellation);
    }
}
