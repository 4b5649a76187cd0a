using Enrollment.Chaos.Network;
using Enrollment.Chaos.Workers;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Access;
using Enrollment.TestKit.Network;

namespace Enrollment.Chaos.Faults;

/// <summary>
/// Messages that harm whoever handles them. The harm is done by the database and the network: the worker knows nothing of it.
/// </summary>
internal static class PoisonFaults
{
    private const string Throws = "poison-throws";
    private const string Sometimes = "poison-sometimes";
    private const string Slow = "poison-slow";
    private const string Kills = "poison-kills";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(
            "poison.throws-always",
            6,
            (environment, _) => environment.Publisher.SendAsync(environment.Traffic.About(Throws), environment.CancellationToken)
        )
        {
            Lane = Lane.Quick,
        },
        new(
            "poison.throws-sometimes",
            6,
            (environment, _) => environment.Publisher.SendAsync(environment.Traffic.About(Sometimes), environment.CancellationToken)
        )
        {
            Lane = Lane.Quick,
        },
        new("poison.kills", 1, (environment, _) => environment.Workers.LeaseAllAsync(slots => KillWhoReadsAsync(environment, slots))),
        new(
            "poison.too-slow",
            1,
            async (environment, _) =>
            {
                await environment.Publisher.SendAsync(environment.Traffic.About(Slow), environment.CancellationToken);
                await environment.DelayAsync(20);
            }
        ),
    ];

    /// <summary>Lays the poison: events about these learners are refused, or take longer than the broker waits for an answer.</summary>
    public static Task InstallAsync(Servers.Database database) =>
        database.ExecuteAsync(
            $$"""
            create or replace function {{DatabaseSchema.Name}}.poison() returns trigger language plpgsql as $$
            begin
              if new.stream_id = 'learner/{{Throws}}' or (new.stream_id = 'learner/{{Sometimes}}' and random() < 0.5) then
                raise exception 'poison';
              elsif new.stream_id = 'learner/{{Slow}}' then
                perform pg_sleep(25);
              end if;
              return new;
            end $$;
            create or replace trigger poison before insert on {{DatabaseSchema.Name}}.mt_events
            for each row when (new.stream_id like 'learner/poison-%') execute function {{DatabaseSchema.Name}}.poison();
            """
        );

    /// <summary>Every worker that asks for this learner is killed, until the broker gives the message up.</summary>
    private static async Task KillWhoReadsAsync(ChaosEnvironment environment, IReadOnlyList<WorkerSlot> slots)
    {
        await environment.Publisher.SendAsync(environment.Traffic.About(Kills), environment.CancellationToken);
        var killed = 0;
        var quiet = 0;
        while (killed < 12 && quiet < 2)
        {
            var points = slots.Select(slot => (slot.ToDatabase, Point: new KillPoint([], Kills, Up: true, slot.Kill))).ToArray();
            foreach (var (link, point) in points)
                link.KillPoint = point;
            var reached = await Polling.UntilAsync(
                () => Task.FromResult(points.Any(point => point.Point.WasReached)),
                TimeSpan.FromSeconds(6),
                environment.CancellationToken
            );
            (killed, quiet) = reached ? (killed + 1, 0) : (killed, quiet + 1);
        }

        foreach (var slot in slots)
            slot.ToDatabase.KillPoint = null;
    }
}
