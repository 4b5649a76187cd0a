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
        new("broker.restart", 2, (environment, _) => DownAsync(environment, "TERM")),
        new("broker.kill", 2, (environment, _) => DownAsync(environment, "KILL")),
        new("broker.memory-alarm", 2, (environment, _) => AlarmAsync(environment, "set_vm_memory_high_watermark 0.0001", ClearMemory)),
        new("broker.disk-alarm", 2, (environment, _) => AlarmAsync(environment, "set_disk_free_limit 900000GB", ClearDisk)),
        new("broker.close-connections", 8, CloseConnectionsAsync) { Lane = Lane.Quick },
        new("broker.stop-leader", 4, (environment, random) => StopLeaderAsync(environment, random)),
    ];

    /// <summary>What an interrupted fault may have left behind.</summary>
    public static async Task HealAsync(ChaosEnvironment environment)
    {
        await environment.Broker.EnsureRunningAsync();
        await environment.Broker.ControlAsync(ClearMemory);
        await environment.Broker.ControlAsync(ClearDisk);
    }

    private static async Task DownAsync(ChaosEnvironment environment, string signal)
    {
        await environment.Broker.KillAsync(signal);
        await environment.Broker.EnsureRunningAsync();
    }

    private static async Task AlarmAsync(ChaosEnvironment environment, string raise, string clear)
    {
        try
        {
            if (!await environment.Broker.ControlAsync(raise))
                throw new FaultMissedException("the broker did not take the command");
            if (!await Polling.UntilAsync(environment.Broker.IsAlarmedAsync, AlarmComes, environment.CancellationToken))
                throw new FaultMissedException("the broker raised no alarm");
            await environment.DelayAsync(3);
        }
        finally
        {
            await environment.Broker.ControlAsync(clear);
        }
    }

    private static async Task CloseConnectionsAsync(ChaosEnvironment environment, Random random)
    {
        foreach (var connection in (await environment.Broker.ConnectionsAsync()).Where(_ => random.Next(2) == 0))
            await environment.Broker.CloseAsync(connection);
    }

    // Any queue's, the saga's and the segments' too. With one node the leader's process is started again at once, and recovers from its
    // log.
    private static async Task StopLeaderAsync(ChaosEnvironment environment, Random random)
    {
        var queues = await environment.Broker.QuorumQueuesAsync();
        if (!await environment.Broker.ControlAsync($"eval \"exit(whereis('enrollment_{queues[random.Next(queues.Count)]}'), kill).\""))
            throw new FaultMissedException("the broker did not take the command");
    }
}
