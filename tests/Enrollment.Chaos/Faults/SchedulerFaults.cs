using Enrollment.Chaos.Workers;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>Several look for due nights and want to lead; one that leads stops, and comes back.</summary>
internal static class SchedulerFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("schedulers.two-at-once", 3, (environment, _) => environment.Clock.ToNextNightAsync(environment.CancellationToken))
        {
            Lane = Lane.Quick,
        },
        new("schedulers.three-at-once", 2, (environment, _) => environment.Workers.AddThirdAsync(_ => ThirdNightAsync(environment))),
        new(
            "schedulers.leader-stops-and-continues",
            2,
            (environment, _) => environment.Workers.LeaseLeaderAsync(leader => StopAsync(leader, environment))
        ),
    ];

    private static async Task ThirdNightAsync(ChaosEnvironment environment)
    {
        await environment.DelayAsync(4);
        await environment.Clock.ToNextNightAsync(environment.CancellationToken);
        await environment.DelayAsync(4);
    }

    /// <summary>Past the time after which the database takes back what an open transaction holds.</summary>
    private static async Task StopAsync(WorkerSlot leader, ChaosEnvironment environment)
    {
        leader.Suspend();
        try
        {
            await environment.Clock.ToNextNightAsync(environment.CancellationToken);
            await environment.DelayAsync(15);
        }
        finally
        {
            leader.Resume();
        }
    }
}
