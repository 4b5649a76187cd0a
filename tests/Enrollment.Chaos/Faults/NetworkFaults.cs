using Enrollment.Chaos.Network;
using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos.Faults;

/// <summary>What lies between a worker and its servers.</summary>
internal static class NetworkFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("network.cut-database", 4, (scene, random) => During(scene, random, slot => [slot.ToDatabase], link => link.Cut(), 3)),
        new("network.cut-broker", 4, (scene, random) => During(scene, random, slot => [slot.ToBroker], link => link.Cut(), 3)),
        new("network.cut-off", 3, (scene, random) => During(scene, random, Both, link => link.Cut(), 4)),
        new("network.one-way-up", 3, (scene, random) => During(scene, random, Both, link => link.HoldsUp = true, 5)),
        new("network.one-way-down", 3, (scene, random) => During(scene, random, Both, link => link.HoldsDown = true, 5)),
        new("network.silence", 1, (scene, random) => During(scene, random, Both, link => link.HoldsUp = link.HoldsDown = true, 30)),
        new("network.lost-up", 3, (scene, random) => Lose(scene, random, up: true, down: false, 6)) { Impossible = NoNamespaces },
        new("network.lost-down", 3, (scene, random) => Lose(scene, random, up: false, down: true, 6)) { Impossible = NoNamespaces },
        new("network.lost-both-ways", 2, (scene, random) => Lose(scene, random, up: true, down: true, 20)) { Impossible = NoNamespaces },
        new("network.slow", 4, (scene, random) => During(scene, random, Both, link => link.Delay = TimeSpan.FromMilliseconds(50), 5)),
    ];

    private static string? NoNamespaces(Settings settings) => settings.Network is null ? "no network namespaces could be made" : null;

    /// <summary>Packets get lost on the way to the database, to the broker, or to both.</summary>
    private static Task Lose(Scene scene, Random random, bool up, bool down, double seconds)
    {
        Func<WorkerSlot, LossyRelay[]>[] ways = [slot => [slot.ToDatabase], slot => [slot.ToBroker], Both];
        return During(scene, random, ways[random.Next(ways.Length)], Disturb, seconds);

        void Disturb(LossyRelay link)
        {
            if (up)
                link.LoseUp();
            if (down)
                link.LoseDown();
        }
    }

    private static LossyRelay[] Both(WorkerSlot slot) => [slot.ToDatabase, slot.ToBroker];

    private static Task During(
        Scene scene,
        Random random,
        Func<WorkerSlot, LossyRelay[]> links,
        Action<LossyRelay> disturb,
        double seconds
    ) => scene.Crew.With(random, slot => During(scene, links(slot), disturb, seconds));

    private static async Task During(Scene scene, LossyRelay[] links, Action<LossyRelay> disturb, double seconds)
    {
        try
        {
            foreach (var link in links)
                disturb(link);
            await scene.For(seconds);
        }
        finally
        {
            foreach (var link in links)
                link.Heal();
        }
    }
}
