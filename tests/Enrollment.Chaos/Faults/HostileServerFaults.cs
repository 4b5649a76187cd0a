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
        new("hostile.refusing-queue", 2, (scene, _) => Refuse(scene)) { Lane = Lane.Lasting },
        new("hostile.clock-apart", 2, (scene, random) => scene.Crew.WithAll(slots => SetApart(scene, slots, random)))
        {
            Impossible = settings => settings.FakeTime is null ? "libfaketime is not installed" : null,
        },
    ];

    /// <summary>Sends again what a queue has refused, until nothing is on the list.</summary>
    public static async Task<string?> Resend(Scene scene, TimeSpan patience)
    {
        scene.LimitedLms.IsAway = false;
        var answer = "";
        var isSent = await Wait.Until(
            async () =>
            {
                answer = (await scene.Enrollctl.Run($"announcements resend --queue {scene.LimitedLms.Queue} --reason chaos")).Text;
                return await scene.Database.Value<long>(Refused) == 0;
            },
            patience,
            scene.Cancellation
        );
        return isSent ? null : answer;
    }

    /// <summary>
    /// Its reader is away while the next nights carry out a rule for everybody; then it comes back, and what was refused is sent again.
    /// </summary>
    private static async Task Refuse(Scene scene)
    {
        scene.LimitedLms.IsAway = true;
        try
        {
            await scene.Publisher.Send(scene.Traffic.Rule(forEverybody: true), scene.Cancellation);
            var isRefused = await Wait.Until(async () => await scene.Database.Value<long>(Refused) > 0, UntilRefused, scene.Cancellation);
            if (!isRefused)
                throw new FaultMissedException("nothing was refused in time");
            await scene.For(10);
        }
        finally
        {
            scene.LimitedLms.IsAway = false;
        }

        if (await Resend(scene, TimeSpan.FromSeconds(60)) is { } trouble)
            Progress.Say($"    announcements are still to be sent again: {trouble}");
    }

    /// <summary>
    /// Every machine's clock is wrong, each by another number of minutes: none is ready, and no night begins until they are right again.
    /// </summary>
    private static async Task SetApart(Scene scene, IReadOnlyList<WorkerSlot> slots, Random random)
    {
        try
        {
            foreach (var slot in slots)
                await Start(scene, slot, random.Next(2, VirtualClock.MostMinutesApart) * ((random.Next(2) * 2) - 1));
            foreach (var slot in slots)
                if (!await Wait.Until(async () => (await slot.Ailments()).ContainsKey("clocks"), UntilSeen, scene.Cancellation))
                    throw new FaultMissedException("a worker did not come up in time, or did not notice");
            foreach (var slot in slots)
                if (await slot.IsReady())
                    scene.Found("nights", $"a worker is ready although its machine's clock is {slot.MinutesApart} minutes apart");
            if (await scene.Clock.BeginsInSpite(Watched, () => SetRight(scene, slots), scene.Cancellation))
                scene.Found("nights", "a night began although every machine's clock was apart from the database's");
        }
        finally
        {
            await SetRight(scene, slots);
        }
    }

    private static async Task SetRight(Scene scene, IReadOnlyList<WorkerSlot> slots)
    {
        foreach (var slot in slots.Where(slot => slot.MinutesApart != 0))
            await Start(scene, slot, minutesApart: 0);
    }

    private static Task Start(Scene scene, WorkerSlot slot, int minutesApart)
    {
        slot.MinutesApart = minutesApart;
        return slot.KillAndStart(scene.Cancellation);
    }
}
