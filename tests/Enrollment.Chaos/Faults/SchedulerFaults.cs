using Enrollment.Chaos.Workers;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>Several look for due nights and want to lead; one that leads stops, and comes back.</summary>
internal static class SchedulerFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("schedulers.two-at-once", 3, (scene, _) => scene.Clock.ToNextNight(scene.Cancellation)) { Lane = Lane.Quick },
        new("schedulers.three-at-once", 2, (scene, _) => scene.Crew.WithThird(_ => ThirdNight(scene))),
        new("schedulers.leader-stops-and-continues", 2, (scene, _) => scene.Crew.WithLeader(leader => Stop(leader, scene))),
    ];

    private static async Task ThirdNight(Scene scene)
    {
        await scene.For(4);
        await scene.Clock.ToNextNight(scene.Cancellation);
        await scene.For(4);
    }

    /// <summary>Past the time after which the database takes back what an open transaction holds.</summary>
    private static async Task Stop(WorkerSlot leader, Scene scene)
    {
        leader.Freeze();
        try
        {
            await scene.Clock.ToNextNight(scene.Cancellation);
            await scene.For(15);
        }
        finally
        {
            leader.Thaw();
        }
    }
}
