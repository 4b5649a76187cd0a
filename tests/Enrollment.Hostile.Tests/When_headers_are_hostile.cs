using System.Text;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Enrollments;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Hostile.Tests;

public sealed class When_headers_are_hostile
{
    // Thousands of problems, which travel in a header, too.
    private static readonly byte[] NoFact = Encoding.UTF8.GetBytes(
        $$"""{ "origin": "x", "groups": [{{string.Join(',', Enumerable.Repeat("1", 4_000))}}] }"""
    );

    private static readonly object?[] OddValues =
    [
        "",
        "garbage",
        "x\0y",
        new byte[] { 0xFF, 0xFE, 0xFD },
        7,
        -1L,
        1.5,
        true,
        null,
        new AmqpTimestamp(-1),
        new List<object?> { "a", 1 },
        new Dictionary<string, object?> { ["queue"] = "q" },
        new string('x', 5_000),
        "[null]",
        "[7]",
        "{}",
        "[{\"Path\":null,\"Message\":null}]",
        "-1",
        "99999999999",
    ];

    private static readonly string[] Names =
    [
        "enrollment-queue",
        "enrollment-message-type",
        "enrollment-reason",
        "enrollment-problems",
        "enrollment-user-id",
        "enrollment-body-length",
        "x-death",
        "x-first-death-queue",
        "x-delivery-count",
        "MT-Activity-Id",
        "traceparent",
        "tracestate",
        "MT-MessageType",
        "MT-Redelivery-Count",
        "MT-Fault-Address",
        "MT-Reason",
        "MessageId",
        "CorrelationId",
        "ConversationId",
        "ResponseAddress",
        "FaultAddress",
        "Content-Type",
        "CC",
        "BCC",
        "x-delay",
    ];

    private HostileWorld _world = null!;

    [OneTimeSetUp]
    public async Task Start() => _world = await HostileWorld.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _world.DisposeAsync();

    [SetUp]
    public Task Empty() => _world.Worker.Store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(DeadLetter));

    [Test]
    public async Task Should_keep_a_refused_message_with_headers_of_a_frame_and_go_on_consuming()
    {
        foreach (var type in HostileWorld.FactTypes)
            await _world.Worker.Publisher.Publish(type, NoFact, Large);

        var letters = await _world.HasDeadLetters(HostileWorld.FactTypes.Length);
        letters.Should().HaveCount(HostileWorld.FactTypes.Length).And.OnlyContain(letter => letter.Kind == DeadLetterKind.Rejected);
        await _world.IsStillAtWork();
        await _world.EveryQueueIsConsumedAndEmpty(seconds: 30);
    }

    [Test]
    public async Task Should_apply_a_good_message_whatever_its_headers()
    {
        var users = new List<string>();
        foreach (var name in Names.Except(["CC", "BCC", "MT-MessageType"]))
        foreach (var value in OddValues.Append(new string('y', 60_000)))
            users.Add(await PublishGood(name, value));

        foreach (var user in users)
            await Eventually.Be(() => _world.IsKnown(user), known => known);
        (await _world.DeadLetters()).Should().BeEmpty();
    }

    [TestCase(Queues.Rejected, DeadLetterKind.Rejected)]
    [TestCase(Queues.Failed, DeadLetterKind.Failed)]
    [TestCase(Queues.Undeliverable, DeadLetterKind.Undeliverable)]
    public async Task Should_keep_what_comes_straight_to_a_terminal_queue_as_it_came(string queue, DeadLetterKind kind)
    {
        var sent = 0;
        foreach (var name in Names.Except(["CC", "BCC"]))
        foreach (var value in OddValues)
            await _world.Worker.Publisher.Send(
                queue,
                Encoding.UTF8.GetBytes($"body {sent++}"),
                properties => properties.Headers = new Dictionary<string, object?> { [name] = value }
            );

        var letters = await _world.HasDeadLetters(sent, seconds: 60);
        letters.Should().HaveCount(sent).And.OnlyContain(letter => letter.Kind == kind && letter.Body.Text.StartsWith("body "));
        (await _world.Declared(Queues.Parked)).MessageCount.Should().Be(0);
        await _world.EveryQueueIsConsumedAndEmpty(seconds: 10);
    }

    [Test]
    public async Task Should_not_believe_a_header_that_only_workers_write()
    {
        await _world.Worker.Publisher.Send(
            Queues.Rejected,
            "{}"u8.ToArray(),
            properties =>
                properties.Headers = new Dictionary<string, object?>
                {
                    ["enrollment-queue"] = "enrollment-user-created",
                    ["enrollment-user-id"] = "somebody",
                    ["enrollment-problems"] = "not json",
                    ["enrollment-reason"] = "made up",
                }
        );

        var letter = (await _world.HasDeadLetters(1)).Should().ContainSingle().Subject;
        letter.Queue.Should().Be(Queues.Rejected);
        letter.Sender.Should().BeNull();
        letter.Problems.Should().BeEmpty();
        letter.Reason.Should().Contain("somebody else than a worker").And.Contain("made up").And.Contain("not json");
    }

    private async Task<string> PublishGood(string name, object? value)
    {
        var user = $"u-{Guid.NewGuid():N}";
        await _world.Worker.Publisher.Publish(
            typeof(UserDeactivated),
            HostileWorld.Deactivated(user),
            properties => properties.Headers = new Dictionary<string, object?> { [name] = value }
        );
        return user;
    }

    private static void Large(BasicProperties properties) =>
        properties.Headers = new Dictionary<string, object?> { ["big"] = new string('x', 130_000) };
}
