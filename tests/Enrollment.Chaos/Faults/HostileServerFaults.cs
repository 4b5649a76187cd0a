using Enrollment.Chaos.Workers;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Schema;

namespace Enrollment.Chaos.Faults;

/// <summary>A queue of an LMS that refuses, and machines whose clocks are apart from the database's.</summary>
internal static class HostileServerFaults
{
    private const string Refused = $"select count(*) from {OwnTables.RefusedAnnouncement}";

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UntilRefused = TimeSpan.FromSeconds(90);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("hostile.refusing-queue", 2, (environment, _) => RefuseAsync(environment)) { Lane = Lane.Lasting },
        new(
            "hostile.clock-apart",
            2,
            (environment, random) => environment.Workers.LeaseAllAsync(slots => SetApartAsync(environment, slots, random))
        )
        {
            UnavailableReason = settings => settings.FakeTime is null ? "libfaketime is not installed" : null,
        },
    ];

    /// <summary>Sends again what a queue has refused, until nothing is on the list.</summary>
    public static async Task<string?> ResendAsync(ChaosEnvironment environment, TimeSpan timeout)
    {
        environment.LimitedLms.IsAway = false;
        var answer = "";
        var isSent = await Polling.UntilAsync(
            async () =>
            {
                answer = (
                    await environment.Enrollctl.RunAsync($"announcements resend --queue {environment.LimitedLms.Queue} --reason chaos")
                ).Text;
                return await environment.Database.ValueAsync<long>(Refused) == 0;
            },
            timeout,
            environment.CancellationToken
        );
        return isSent ? null : answer;
    }

    /// <summary>
    /// Its reader is away while the next nights carry out a rule for everybody; then it comes back, and what was refused is sent again.
    /// </summary>
    private static async Task RefuseAsync(ChaosEnvironment environment)
    {
        environment.LimitedLms.IsAway = true;
        try
        {
            await environment.Publisher.SendAsync(environment.Traffic.Rule(forEverybody: true), environment.CancellationToken);
            var isRefused = await Polling.UntilAsync(
                async () => await environment.Database.ValueAsync<long>(Refused) > 0,
                UntilRefused,
                environment.CancellationToken
            );
            if (!isRefused)
                throw new FaultMissedException("nothing was refused in time");
            await environment.DelayAsync(10);
        }
        finally
        {
            environment.LimitedLms.IsAway = false;
        }

        if (await ResendAsync(environment, TimeSpan.FromSeconds(60)) is { } trouble)
            ProgressLog.Write($"    announcements are still to be sent again: {trouble}");
    }

    /// <summary>
    /// Every machine's clock is wrong, each by another number of minutes: none is ready, and no night begins until they are right again.
    /// </summary>
    private static async Task SetApartAsync(ChaosEnvironment environment, IReadOnlyList<WorkerSlot> slots, Random random)
    {
        try
        {
            foreach (var slot in slots)
                await StartAsync(environment, slot, random.Next(2, VirtualClock.MaxClockOffsetMinutes) * ((random.Next(2) * 2) - 1));
            foreach (var slot in slots)
                if (
                    !await Polling.UntilAsync(
                        async () => (await slot.GetHealthProblemsAsync()).ContainsKey("clocks"),
                        UntilSeen,
                        environment.CancellationToken
                    )
                )
                    throw new FaultMissedException("a worker did not come up in time, or did not notice");
            foreach (var slot in slots)
                if (await slot.IsReadyAsync())
                    environment.AddFinding(
                        "nights",
                        $"a worker is ready although its machine's clock is {slot.ClockOffsetMinutes} minutes apart"
                    );
            if (
                await environment.Clock.NightBeginsDespiteAsync(
                    Watched,
                    () => SetRightAsync(environment, slots),
                    environment.CancellationToken
                )
            )
                environment.AddFinding("nights", "a night began although every machine's clock was apart from the database's");
        }
        finally
        {
            await SetRightAsync(environment, slots);
        }
    }

    private static async Task SetRightAsync(ChaosEnvironment environment, IReadOnlyList<WorkerSlot> slots)
    {
        foreach (var slot in slots.Where(slot => slot.ClockOffsetMinutes != 0))
            await StartAsync(environment, slot, minutesApart: 0);
    }

    private static Task StartAsync(ChaosEnvironment environment, WorkerSlot slot, int minutesApart)
    {
        slot.ClockOffsetMinutes = minutesApart;
        return slot.KillAndStartAsync(environment.CancellationToken);
    }
}
