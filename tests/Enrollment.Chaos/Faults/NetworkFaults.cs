using Enrollment.Chaos.Network;
using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos.Faults;

/// <summary>What lies between a worker and its servers.</summary>
internal static class NetworkFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("network.cut-database", 4, (scene, random) => During(scene, [scene.Crew.Any(random).ToDatabase], link => link.Cut(), 3)),
        new("network.cut-broker", 4, (scene, random) => During(scene, [scene.Crew.Any(random).ToBroker], link => link.Cut(), 3)),
        new("network.cut-off", 3, (scene, random) => During(scene, Both(scene.Crew.Any(random)), link => link.Cut(), 4)),
        new("network.one-way-up", 3, (scene, random) => During(scene, Both(scene.Crew.Any(random)), link => link.HoldsUp = true, 5)),
        new("network.one-way-down", 3, (scene, random) => During(scene, Both(scene.Crew.Any(random)), link => link.HoldsDown = true, 5)),
        new("network.silence", 1, (scene, random) => During(scene, Both(scene.Crew.Any(random)), link => link.HoldsUp = link.HoldsDown = true, 30)),
        new("network.slow", 4, (scene, random) => During(scene, Both(scene.Crew.Any(random)), link => link.Slowness = TimeSpan.FromMilliseconds(50), 5)),
    ];

    private static Link[] Both(WorkerSlot slot) => [slot.ToDatabase, slot.ToBroker];

    private static async Task During(Scene scene, Link[] links, Action<Link> disturb, double seconds)
    {
        foreach (var link in links)
            disturb(link);
        try
        {
            await scene.For(seconds);
        }
        finally
        {
            foreach (var link in links)
                link.Heal();
        }
    }
}
