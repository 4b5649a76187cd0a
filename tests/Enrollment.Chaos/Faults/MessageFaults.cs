using Enrollment.Chaos.Publishing;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>What publishers and brokers do to messages.</summary>
internal static class MessageFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("messages.repeated", 10, RepeatAsync) { Lane = Lane.Quick },
        new("messages.shuffled", 8, ShuffleAsync) { Lane = Lane.Quick },
        new(
            "messages.a-day-late",
            8,
            (environment, _) =>
                SendAsync(environment, Enumerable.Range(0, 100).Select(_ => environment.Traffic.Next(late: TimeSpan.FromHours(26))))
        )
        {
            Lane = Lane.Quick,
        },
        new("messages.same-id-other-body", 6, ContradictAsync) { Lane = Lane.Quick },
    ];

    /// <summary>Each 2 to 50 times.</summary>
    private static async Task RepeatAsync(ChaosEnvironment environment, Random random)
    {
        for (var i = 0; i < 20; i++)
            await SendAsync(environment, Enumerable.Repeat(environment.Traffic.Next(), random.Next(2, 51)));
    }

    private static Task ShuffleAsync(ChaosEnvironment environment, Random random)
    {
        var messages = Enumerable.Range(0, 200).Select(_ => environment.Traffic.Next()).ToArray();
        random.Shuffle(messages);
        return SendAsync(environment, messages);
    }

    /// <summary>About people of whom nothing else is said, since either body may hold.</summary>
    private static async Task ContradictAsync(ChaosEnvironment environment, Random random)
    {
        var person = $"contradicted-{random.Next(1_000_000)}";
        var said = environment.Traffic.About(person);
        await SendAsync(environment, [said, environment.Traffic.Contradicting(said, person), said]);
    }

    private static async Task SendAsync(ChaosEnvironment environment, IEnumerable<Message> messages)
    {
        foreach (var message in messages)
            await environment.Publisher.SendAsync(message, environment.CancellationToken);
    }
}
