using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>The broker goes away, runs short, or drops whom it serves.</summary>
internal static class BrokerFaults
{
    private static readonly TimeSpan AlarmComes = TimeSpan.FromSeconds(15);

    private const string ClearMemory = "set_vm_memory_high_watermark 0.4";
    private const string ClearDisk = "set_disk_free_limit 50MB";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("broker.restart", 2, (scene, _) => Down(scene, "TERM")),
        new("broker.kill", 2, (scene, _) => Down(scene, "KILL")),
        new("broker.memory-alarm", 2, (scene, _) => Alarm(scene, "set_vm_memory_high_watermark 0.0001", ClearMemory)),
        new("broker.disk-alarm", 2, (scene, _) => Alarm(scene, "set_disk_free_limit 900000GB", ClearDisk)),
        new("broker.close-connections", 8, CloseConnections) { Lane = Lane.Quick },
        new("broker.stop-leader", 4, (scene, random) => StopLeader(scene, random)),
    ];

    /// <summary>What an interrupted fault may have left behind.</summary>
    public static async Task Heal(Scene scene)
    {
        await scene.Broker.EnsureRunning();
        await scene.Broker.Control(ClearMemory);
        await scene.Broker.Control(ClearDisk);
    }

    private static async Task Down(Scene scene, string signal)
    {
        await scene.Broker.Kill(signal);
        await scene.Broker.EnsureRunning();
    }

    private static async Task Alarm(Scene scene, string raise, string clear)
    {
        try
        {
            if (!await scene.Broker.Control(raise))
                throw new FaultMissedException("the broker did not take the command");
            if (!await Wait.Until(scene.Broker.IsAlarmed, AlarmComes, scene.Cancellation))
                throw new FaultMissedException("the broker raised no alarm");
            await scene.For(3);
        }
        finally
        {
            await scene.Broker.Control(clear);
        }
    }

    private static async Task CloseConnections(Scene scene, Random random)
    {
        foreach (var connection in (await scene.Broker.Connections()).Where(_ => random.Next(2) == 0))
            await scene.Broker.Close(connection);
    }

    // Any queue's, the saga's and the segments' too. With one node the leader's process is started again at once, and recovers from its
    // log.
    private static async Task StopLeader(Scene scene, Random random)
    {
        var queues = await scene.Broker.QuorumQueues();
        if (!await scene.Broker.Control($"eval \"exit(whereis('enrollment_{queues[random.Next(queues.Count)]}'), kill).\""))
            throw new FaultMissedException("the broker did not take the command");
    }
}
