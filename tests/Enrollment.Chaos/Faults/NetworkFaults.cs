using Enrollment.Chaos.Network;
using Enrollment.Chaos.Workers;

namespace Enrollment.Chaos.Faults;

/// <summary>What lies between a worker and its servers.</summary>
internal static class NetworkFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(
            "network.cut-database",
            4,
            (environment, random) => DuringAsync(environment, random, slot => [slot.ToDatabase], link => link.Cut(), 3)
        ),
        new(
            "network.cut-broker",
            4,
            (environment, random) => DuringAsync(environment, random, slot => [slot.ToBroker], link => link.Cut(), 3)
        ),
        new("network.cut-off", 3, (environment, random) => DuringAsync(environment, random, Both, link => link.Cut(), 4)),
        new("network.one-way-up", 3, (environment, random) => DuringAsync(environment, random, Both, link => link.HoldsUp = true, 5)),
        new("network.one-way-down", 3, (environment, random) => DuringAsync(environment, random, Both, link => link.HoldsDown = true, 5)),
        new(
            "network.silence",
            1,
            (environment, random) => DuringAsync(environment, random, Both, link => link.HoldsUp = link.HoldsDown = true, 30)
        ),
        new("network.lost-up", 3, (environment, random) => LoseAsync(environment, random, up: true, down: false, 6))
        {
            UnavailableReason = NoNamespaces,
        },
        new("network.lost-down", 3, (environment, random) => LoseAsync(environment, random, up: false, down: true, 6))
        {
            UnavailableReason = NoNamespaces,
        },
        new("network.lost-both-ways", 2, (environment, random) => LoseAsync(environment, random, up: true, down: true, 20))
        {
            UnavailableReason = NoNamespaces,
        },
        new(
            "network.slow",
            4,
            (environment, random) => DuringAsync(environment, random, Both, link => link.Delay = TimeSpan.FromMilliseconds(50), 5)
        ),
    ];

    private static string? NoNamespaces(Settings settings) => settings.Network is null ? "no network namespaces could be made" : null;

    /// <summary>Packets get lost on the way to the database, to the broker, or to both.</summary>
    private static Task LoseAsync(ChaosEnvironment environment, Random random, bool up, bool down, double seconds)
    {
        Func<WorkerSlot, LossyRelay[]>[] ways = [slot => [slot.ToDatabase], slot => [slot.ToBroker], Both];
        return DuringAsync(environment, random, ways[random.Next(ways.Length)], Disturb, seconds);

        void Disturb(LossyRelay link)
        {
            if (up)
                link.LoseUp();
            if (down)
                link.LoseDown();
        }
    }

    private static LossyRelay[] Both(WorkerSlot slot) => [slot.ToDatabase, slot.ToBroker];

    private static Task DuringAsync(
        ChaosEnvironment environment,
        Random random,
        Func<WorkerSlot, LossyRelay[]> links,
        Action<LossyRelay> disturb,
        double seconds
    ) => environment.Workers.LeaseAsync(random, slot => DuringAsync(environment, links(slot), disturb, seconds));

    private static async Task DuringAsync(ChaosEnvironment environment, LossyRelay[] links, Action<LossyRelay> disturb, double seconds)
    {
        try
        {
            foreach (var link in links)
                disturb(link);
            await environment.DelayAsync(seconds);
        }
        finally
        {
            foreach (var link in links)
                link.Heal();
        }
    }
}
