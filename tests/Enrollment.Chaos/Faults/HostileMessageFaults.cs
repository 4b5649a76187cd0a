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
        new(
            "hostile.headers",
            6,
            (environment, random) =>
                MustAsync(environment.Hostile.SendAsync(new OddHeaders(random).Messages(), environment.CancellationToken))
        )
        {
            Lane = Lane.Quick,
        },
        new("hostile.envelopes", 6, EnvelopesAsync) { Lane = Lane.Quick },
        new("hostile.forged-night", 5, (environment, _) => ForgeNightAsync(environment)) { Lane = Lane.Quick },
        new("hostile.flood", 2, (environment, _) => FloodAsync(environment)) { Lane = Lane.Lasting },
    ];

    /// <summary>Refused ones, taken ones, and one id that says two things of one and the same instant.</summary>
    private static async Task EnvelopesAsync(ChaosEnvironment environment, Random random)
    {
        await MustAsync(environment.Hostile.SendAsync(new OddBodies(environment.Clock.Now).Messages(), environment.CancellationToken));
        foreach (var form in OddBodies.Forms)
        {
            var message = environment.Traffic.Next();
            await environment.Publisher.SendAsync(message, environment.CancellationToken, form(message));
        }

        var person = $"contradicted-{random.Next(1_000_000)}";
        var said = environment.Traffic.About(person);
        foreach (var message in new[] { said, TrafficGenerator.ContradictingAtOnce(said), said })
            await environment.Publisher.SendAsync(message, environment.CancellationToken);
    }

    /// <summary>Before a night begins, while it runs and once more: some thousands.</summary>
    private static async Task ForgeNightAsync(ChaosEnvironment environment)
    {
        var next = await environment.Clock.NextDateAsync(environment.CancellationToken);
        await environment.Hostile.SendUnrecordedAsync(NightForgery.Messages(next, times: 2), environment.CancellationToken);
        var running = environment.Clock.ToNextNightAsync(environment.CancellationToken);
        var sent = 0;
        for (var i = 0; i < 3 || (!running.IsCompleted && i < 10); i++)
            sent += await environment.Hostile.SendUnrecordedAsync(NightForgery.Messages(next, times: 3), environment.CancellationToken);
        await running;
        if (sent == 0)
            throw new FaultMissedException("the broker confirmed none of them");
    }

    private static async Task FloodAsync(ChaosEnvironment environment)
    {
        var messages = Enumerable
            .Range(0, Flood(environment.Settings))
            .Select(_ =>
                HostileMessage.To(typeof(UserReactivated), DeadLetterKind.Rejected, NoFact, AsSender) with
                {
                    MayBeEvicted = true,
                }
            );
        await MustAsync(environment.Flood.SendAsync(messages, environment.CancellationToken));

        static byte[] NoFact(string marker) =>
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{ "note": "{{marker}}" }"""));
        static void AsSender(RabbitMQ.Client.BasicProperties properties) => properties.UserId = HostilePublisher.FloodUser;
    }

    private static async Task MustAsync(Task<int> confirmed)
    {
        if (await confirmed == 0)
            throw new FaultMissedException("the broker confirmed none of them");
    }
}
