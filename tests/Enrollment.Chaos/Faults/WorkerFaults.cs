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
        new("worker.kill", 14, (scene, random) => scene.Crew.With(random, Kill)) { Lane = Lane.Quick },
        new(
            "worker.kill-before-append",
            8,
            (scene, random) => scene.Crew.With(random, slot => KillAt(scene, slot, slot.ToDatabase, Facts, "COMMIT", up: true))
        )
        {
            Lane = Lane.Quick,
        },
        new(
            "worker.kill-before-ack",
            8,
            (scene, random) => scene.Crew.With(random, slot => KillAt(scene, slot, slot.ToDatabase, Facts, "COMMIT", up: false))
        )
        {
            Lane = Lane.Quick,
        },
        new(
            "worker.kill-in-segment",
            5,
            (scene, random) =>
                scene.Crew.With(
                    random,
                    slot => KillAt(scene, slot, slot.ToDatabase, ["/Batch/", "/Rollover/"], "COMMIT", up: true, night: true)
                )
        ),
        new(
            "worker.kill-announcing",
            5,
            (scene, _) => scene.Crew.WithLeader(leader => KillAt(scene, leader, leader.ToBroker, [], "LearnerEnrolled", up: true))
        )
        {
            Lane = Lane.Quick,
        },
        new("worker.hang", 2, (scene, random) => scene.Crew.With(random, slot => Hang(scene, slot, 25))),
        new("worker.hang-briefly", 6, (scene, random) => scene.Crew.With(random, slot => Hang(scene, slot, 2))) { Lane = Lane.Quick },
    ];

    private static Task Kill(WorkerSlot slot)
    {
        slot.Kill();
        return Task.CompletedTask;
    }

    private static async Task KillAt(
        Scene scene,
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
            await Night(scene);
        var reached = await Wait.Until(() => Task.FromResult(point.WasReached), UntilTheMoment, scene.Cancellation);
        link.KillPoint = null;
        if (!reached)
            throw new FaultMissedException("the moment did not come");
    }

    // A rule for everybody gives the night segments to be killed in.
    private static async Task Night(Scene scene)
    {
        await scene.Publisher.Send(scene.Traffic.Rule(forEverybody: true), scene.Cancellation);
        await scene.For(0.5);
        await scene.Clock.ToNextNight(scene.Cancellation);
    }

    /// <summary>
    /// Longer than the broker waits for an acknowledgement in these runs: it hands the messages to another, and the worker wakes up with
    /// them in its hands.
    /// </summary>
    private static async Task Hang(Scene scene, WorkerSlot slot, double seconds)
    {
        slot.Freeze();
        try
        {
            await scene.For(seconds);
        }
        finally
        {
            slot.Thaw();
        }
    }
}
