using System.Text;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;

namespace Enrollment.Hostile.Tests;

public sealed class When_one_publisher_floods
{
    private const int Most = 10_000;

    // Less than the share of each of twelve queues.
    private const int Quiet = 800;

    // Twice what the table holds.
    private const int Flood = 20_000;

    [Test]
    public async Task Should_keep_the_dead_letters_of_the_one_queue_that_is_quiet()
    {
        await using var world = await HostileWorld.Start($"--Enrollment:DeadLetterMaxCount={Most}");
        await Refuse(world, [typeof(UserUpdated)], Quiet, "quiet");
        await world.HasDeadLetters(Quiet, seconds: 60);

        await Refuse(world, [.. HostileWorld.FactTypes.Where(type => type != typeof(UserUpdated))], Flood, "flood");
        await world.EveryQueueIsConsumedAndEmpty(seconds: 60);

        var letters = await Eventually.Be(world.DeadLetters, letters => letters.Count <= Most, seconds: 70);
        letters.Count(letter => letter.Queue == "enrollment-user-updated").Should().Be(Quiet);
        letters.Should().HaveCount(Most);
        (await world.Worker.Text("/metrics"))
            .Should()
            .MatchRegex("""enrollment_dead_letters_evicted_total\{[^}]*source="enrollment-user-created"[^}]*\} [1-9]""")
            .And.NotMatchRegex("""enrollment_dead_letters_evicted_total\{[^}]*source="enrollment-user-updated""");
    }

    [Test]
    public async Task Should_give_one_user_of_the_broker_one_share_whatever_queues_it_floods()
    {
        await using var world = await HostileWorld.Start("--Enrollment:DeadLetterMaxCount=1000");
        var user = $"flood-{Guid.NewGuid():N}";
        await Refuse(world, [typeof(UserUpdated)], 400, "quiet");
        await world.HasDeadLetters(400, seconds: 60);

        await using (var publisher = await TestPublisher.Connect(await world.Servers.NewPublisher(user)))
            for (var i = 0; i < 2_800; i += 100)
                await Task.WhenAll(
                    Enumerable
                        .Range(i, 100)
                        .Select(number =>
                            publisher.Publish(
                                HostileWorld.FactTypes[number % HostileWorld.FactTypes.Length],
                                Encoding.UTF8.GetBytes($"flood {number}"),
                                properties => properties.UserId = user
                            )
                        )
                );
        await TestServers.RemovePublisher(user);
        await world.EveryQueueIsConsumedAndEmpty(seconds: 60);

        var letters = await Eventually.Be(world.DeadLetters, letters => letters.Count <= 1_000, seconds: 70);
        letters.Count(letter => letter.Sender is null).Should().Be(400);
        letters.Where(letter => letter.Sender is not null).Should().HaveCount(600).And.OnlyContain(letter => letter.Sender == user);
        (await world.Worker.Text("/metrics"))
            .Should()
            .MatchRegex($$"""enrollment_dead_letters_evicted_total\{[^}]*source="{{user}}"[^}]*\} [1-9]""");
    }

    [Test]
    public async Task Should_show_a_refusal_within_five_seconds_in_the_middle_of_the_flood()
    {
        await using var world = await HostileWorld.Start();
        var flood = Refuse(world, [typeof(UserCreated)], 10_000, "flood");
        await Task.Delay(1_000);

        await world.Worker.Publisher.Publish(typeof(UserUpdated), "{}"u8.ToArray());

        await Eventually.Be(world.DeadLetters, letters => letters.Any(letter => letter.Queue == "enrollment-user-updated"), seconds: 5);
        await flood;
    }

    [Test]
    public async Task Should_give_it_one_share_whatever_queues_it_claims_to_come_from()
    {
        await using var world = await HostileWorld.Start("--Enrollment:DeadLetterMaxCount=1000");
        await Refuse(world, [typeof(UserUpdated)], 400, "quiet");
        await world.HasDeadLetters(400, seconds: 60);

        for (var i = 0; i < 2_000; i += 100)
            await Task.WhenAll(Enumerable.Range(i, 100).Select(number => Forge(world, number)));
        await world.EveryQueueIsConsumedAndEmpty(seconds: 60);

        var letters = await Eventually.Be(world.DeadLetters, letters => letters.Count <= 1_000, seconds: 70);
        letters.Count(letter => letter.Queue == "enrollment-user-updated").Should().Be(400);
        letters
            .Where(letter => letter.Kind == DeadLetterKind.Undeliverable)
            .Should()
            .OnlyContain(letter => letter.Queue == Queues.Undeliverable);
    }

    /// <summary>As if the broker had dead-lettered it from a queue of its own.</summary>
    private static Task Forge(HostileWorld world, int number) =>
        world.Worker.Publisher.Send(
            Queues.Undeliverable,
            Encoding.UTF8.GetBytes($"forged {number}"),
            properties =>
                properties.Headers = new Dictionary<string, object?>
                {
                    ["x-death"] = new List<object?>
                    {
                        new Dictionary<string, object?>
                        {
                            ["queue"] = $"queue-{number}",
                            ["reason"] = "expired",
                            ["count"] = 1L,
                        },
                    },
                }
        );

    private static async Task Refuse(HostileWorld world, Type[] types, int count, string name)
    {
        for (var i = 0; i < count; i += 100)
            await Task.WhenAll(
                Enumerable
                    .Range(i, 100)
                    .Select(number =>
                        world.Worker.Publisher.Publish(
                            types[number % types.Length],
                            Encoding.UTF8.GetBytes($$"""{ "messageId": "{{name}}-{{number}}" }""")
                        )
                    )
            );
    }
}
