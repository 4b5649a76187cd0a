using System.Globalization;
using System.Text;
using Enrollment.Chaos.Faults.Hostile;
using Enrollment.Chaos.Publishing;
using Enrollment.Contracts;
using Enrollment.Processing.Facts;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Chaos.Faults;

/// <summary>What somebody sends who may publish and means no good, or knows no better.</summary>
internal static class HostileMessageFaults
{
    /// <summary>More than the table of dead letters holds.</summary>
    private static int Flood(Settings settings) => settings.MostDeadLetters + 10_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("hostile.headers", 6, (scene, random) => Must(scene.Hostile.Send(new OddHeaders(random).Messages(), scene.Cancellation)))
        {
            Lane = Lane.Quick,
        },
        new("hostile.envelopes", 6, Envelopes) { Lane = Lane.Quick },
        new("hostile.forged-night", 5, (scene, _) => ForgeNight(scene)) { Lane = Lane.Quick },
        new("hostile.flood", 2, (scene, _) => Flood(scene)) { Lane = Lane.Lasting },
    ];

    /// <summary>Refused ones, taken ones, and one id that says two things of one and the same instant.</summary>
    private static async Task Envelopes(Scene scene, Random random)
    {
        await Must(scene.Hostile.Send(new OddBodies(scene.Clock.Now).Messages(), scene.Cancellation));
        foreach (var form in OddBodies.Forms)
        {
            var message = scene.Traffic.Next();
            await scene.Publisher.Send(message, scene.Cancellation, form(message));
        }

        var person = $"contradicted-{random.Next(1_000_000)}";
        var said = scene.Traffic.About(person);
        foreach (var message in new[] { said, Traffic.ContradictingAtOnce(said), said })
            await scene.Publisher.Send(message, scene.Cancellation);
    }

    /// <summary>Before a night begins, while it runs and once more: some thousands.</summary>
    private static async Task ForgeNight(Scene scene)
    {
        var next = await scene.Clock.NextDate(scene.Cancellation);
        await scene.Hostile.SendUnnoted(Forgery.Messages(next, times: 2), scene.Cancellation);
        var running = scene.Clock.ToNextNight(scene.Cancellation);
        var sent = 0;
        for (var i = 0; i < 3 || (!running.IsCompleted && i < 10); i++)
            sent += await scene.Hostile.SendUnnoted(Forgery.Messages(next, times: 3), scene.Cancellation);
        await running;
        if (sent == 0)
            throw new FaultMissedException("the broker confirmed none of them");
    }

    private static async Task Flood(Scene scene)
    {
        var messages = Enumerable
            .Range(0, Flood(scene.Settings))
            .Select(_ =>
                HostileMessage.To(typeof(UserReactivated), DeadLetterKind.Rejected, NoFact, AsSender) with
                {
                    MayBeEvicted = true,
                }
            );
        await Must(scene.Flood.Send(messages, scene.Cancellation));

        static byte[] NoFact(string marker) =>
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{ "note": "{{marker}}" }"""));
        static void AsSender(RabbitMQ.Client.BasicProperties properties) => properties.UserId = HostilePublisher.FloodUser;
    }

    private static async Task Must(Task<int> confirmed)
    {
        if (await confirmed == 0)
            throw new FaultMissedException("the broker confirmed none of them");
    }
}
