using Enrollment.Chaos.Publishing;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>What publishers and brokers do to messages.</summary>
internal static class MessageFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("messages.repeated", 10, Repeat) { Lane = Lane.Quick },
        new("messages.shuffled", 8, Shuffle) { Lane = Lane.Quick },
        new(
            "messages.a-day-late",
            8,
            (scene, _) => Send(scene, Enumerable.Range(0, 100).Select(_ => scene.Traffic.Next(late: TimeSpan.FromHours(26))))
        )
        {
            Lane = Lane.Quick,
        },
        new("messages.same-id-other-body", 6, Contradict) { Lane = Lane.Quick },
    ];

    /// <summary>Each 2 to 50 times.</summary>
    private static async Task Repeat(Scene scene, Random random)
    {
        for (var i = 0; i < 20; i++)
            await Send(scene, Enumerable.Repeat(scene.Traffic.Next(), random.Next(2, 51)));
    }

    private static Task Shuffle(Scene scene, Random random)
    {
        var messages = Enumerable.Range(0, 200).Select(_ => scene.Traffic.Next()).ToArray();
        random.Shuffle(messages);
        return Send(scene, messages);
    }

    /// <summary>About people of whom nothing else is said, since either body may hold.</summary>
    private static async Task Contradict(Scene scene, Random random)
    {
        var person = $"contradicted-{random.Next(1_000_000)}";
        var said = scene.Traffic.About(person);
        await Send(scene, [said, scene.Traffic.Contradicting(said, person), said]);
    }

    private static async Task Send(Scene scene, IEnumerable<Message> messages)
    {
        foreach (var message in messages)
            await scene.Publisher.Send(message, scene.Cancellation);
    }
}
