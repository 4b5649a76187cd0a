using Enrollment.Chaos.Network;
using Enrollment.Chaos.Workers;
using Enrollment.Processing.Facts;
using Enrollment.TestKit.Network;

namespace Enrollment.Chaos.Faults;

/// <summary>Workers are killed, anywhere and at named moments, or hang.</summary>
internal static class WorkerFaults
{
    private static readonly string[] Facts = ["membership_changed", "learner_", "completion_recorded"];
    private static readonly TimeSpan UntilTheMoment = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("worker.kill", 14, (environment, random) => environment.Workers.LeaseAsync(random, KillAsync)) { Lane = Lane.Quick },
        new(
            "worker.kill-before-append",
            8,
            (environment, random) =>
                environment.Workers.LeaseAsync(random, slot => KillAtAsync(environment, slot, slot.ToDatabase, Facts, "COMMIT", up: true))
        )
        {
            Lane = Lane.Quick,
        },
        new(
            "worker.kill-before-ack",
            8,
            (environment, random) =>
                environment.Workers.LeaseAsync(random, slot => KillAtAsync(environment, slot, slot.ToDatabase, Facts, "COMMIT", up: false))
        )
        {
            Lane = Lane.Quick,
        },
        new(
            "worker.kill-in-segment",
            5,
            (environment, random) =>
                environment.Workers.LeaseAsync(
                    random,
                    slot => KillAtAsync(environment, slot, slot.ToDatabase, ["/Batch/", "/Rollover/"], "COMMIT", up: true, night: true)
                )
        ),
        new(
            "worker.kill-announcing",
            5,
            (environment, _) =>
                environment.Workers.LeaseLeaderAsync(leader =>
                    KillAtAsync(environment, leader, leader.ToBroker, [], "LearnerEnrolled", up: true)
                )
        )
        {
            Lane = Lane.Quick,
        },
        new("worker.hang", 2, (environment, random) => environment.Workers.LeaseAsync(random, slot => HangAsync(environment, slot, 25))),
        new(
            "worker.hang-briefly",
            6,
            (environment, random) => environment.Workers.LeaseAsync(random, slot => HangAsync(environment, slot, 2))
        )
        {
            Lane = Lane.Quick,
        },
    ];

    private static Task KillAsync(WorkerSlot slot)
    {
        slot.Kill();
        return Task.CompletedTask;
    }

    private static async Task KillAtAsync(
        ChaosEnvironment environment,
        WorkerSlot slot,
        LossyRelay link,
        IReadOnlyList<string> marks,
        string trigger,
        bool up,
        bool night = false
    )
    {
        var point = new KillPoint(marks, trigger, up, slot.Kill);
        link.KillPoint = point;
        if (night)
            await NightAsync(environment);
        var reached = await Polling.UntilAsync(() => Task.FromResult(point.WasReached), UntilTheMoment, environment.CancellationToken);
        link.KillPoint = null;
        if (!reached)
            throw new FaultMissedException("the moment did not come");
    }

    // A rule for everybody gives the night segments to be killed in.
    private static async Task NightAsync(ChaosEnvironment environment)
    {
        await environment.Publisher.SendAsync(environment.Traffic.Rule(forEverybody: true), environment.CancellationToken);
        await environment.DelayAsync(0.5);
        await environment.Clock.ToNextNightAsync(environment.CancellationToken);
    }

    /// <summary>
    /// Longer than the broker waits for an acknowledgement in these runs: it hands the messages to another, and the worker wakes up with
    /// them in its hands.
    /// </summary>
    private static async Task HangAsync(ChaosEnvironment environment, WorkerSlot slot, double seconds)
    {
        slot.Suspend();
        try
        {
            await environment.DelayAsync(seconds);
        }
        finally
        {
            slot.Resume();
        }
    }
}
