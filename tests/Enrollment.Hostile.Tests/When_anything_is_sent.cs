using System.Text;
using System.Text.RegularExpressions;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Hostile.Tests;

/// <summary>Bodies, envelopes, content types and properties in any combination, by a fixed seed.</summary>
public sealed class When_anything_is_sent
{
    private const int Messages = 2_000;

    private static readonly string?[] ContentTypes =
    [
        null,
        "",
        "application/json",
        "application/vnd.masstransit+json",
        "application/vnd.masstransit+xml",
        "text/plain; charset=utf-16",
        "not a content type",
        "application/xml",
        "a/b; c=\"",
        "application/cloudevents+json",
    ];

    private static readonly string?[] Types =
    [
        null,
        null,
        null,
        "UserDeactivated",
        "urn:message:Enrollment.Contracts:UserCreated",
        "anything",
    ];

    private readonly Random _random = new(20261126);

    [Test]
    public async Task Should_have_exactly_one_outcome_for_each_message()
    {
        await using var world = await HostileWorld.Start();
        var before = await Outcomes(world);
        for (var number = 0; number < Messages; number++)
        {
            var type = HostileWorld.FactTypes[_random.Next(HostileWorld.FactTypes.Length)];
            await world.Worker.Publisher.Publish(type, Body(type, number), properties => Fill(properties, number));
        }

        var outcomes = await Eventually.Be(
            async () => New(await Outcomes(world), before),
            found => found.Values.Sum() >= Messages,
            seconds: 60
        );
        await world.EveryQueueIsConsumedAndEmpty(seconds: 30);
        var letters = await world.HasDeadLetters(outcomes["rejected"]);
        outcomes.Values.Sum().Should().Be(Messages);
        outcomes.GetValueOrDefault("failed").Should().Be(0, "nothing that a publisher can send is a fault of ours");
        outcomes["applied"].Should().BeGreaterThan(Messages / 20, "else this shows little");
        letters.Count(letter => letter.Kind == DeadLetterKind.Rejected).Should().Be(outcomes["rejected"]);
    }

    private byte[] Body(Type type, int number)
    {
        var fact = SampleFacts.Body(type.Name, $"messageId=\"m-{number}\"");
        var text = _random.Next(6) switch
        {
            0 => Mutated(fact),
            1 => Enveloped(fact, type.Name),
            2 => Mutated(Enveloped(fact, type.Name)),
            3 => Enveloped(fact, HostileWorld.FactTypes[_random.Next(HostileWorld.FactTypes.Length)].Name),
            _ => fact,
        };
        return [.. _random.Next(20) == 0 ? [0xEF, 0xBB, 0xBF] : Array.Empty<byte>(), .. Encoding.UTF8.GetBytes(text)];
    }

    private string Enveloped(string fact, string type) =>
        $$"""
            {"messageId":{{Any("\"hr-1\"", "null", "7", "\"11111111-1111-1111-1111-111111111111\"")}},"messageType":{{Any(
                $"[\"urn:message:Enrollment.Contracts:{type}\"]",
                "[]",
                "\"x\"",
                "null"
            )}},
             "message":{{fact}},"host":{{Any("5", "{}", "null")}},"headers":{{Any("{}", "[]", "5")}},"faultAddress":{{Any(
                "\"rabbitmq://localhost/x\"",
                "7",
                "\"\""
            )}},"sentTime":{{Any("\"never\"", "null")}} }
            """;

    private string Mutated(string text)
    {
        var place = _random.Next(text.Length);
        return _random.Next(3) switch
        {
            0 => text[..place],
            1 => text.Remove(place, 1),
            _ => text.Insert(place, Any("\"", "{", "\\u0000", "9", " ", "\u202E")),
        };
    }

    private void Fill(BasicProperties properties, int number)
    {
        properties.MessageId = $"m-{number}"; // without one, equal bodies share one dead letter
        properties.ContentType = ContentTypes[_random.Next(ContentTypes.Length)];
        properties.Type = Types[_random.Next(Types.Length)];
        properties.CorrelationId = Any("x", "", "11111111-1111-1111-1111-111111111111");
        properties.ReplyTo = Any("nowhere", "amq.topic", "");
        properties.ContentEncoding = Any("gzip", "", "utf-8");
    }

    private string Any(params string[] choices) => choices[_random.Next(choices.Length)];

    private static async Task<Dictionary<string, int>> Outcomes(HostileWorld world)
    {
        var found = Regex.Matches(
            await world.Worker.Text("/metrics"),
            """enrollment_facts_total\{[^}]*outcome="(\w+)",type="\w+"[^}]*\} ([0-9]+)"""
        );
        return found
            .GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.Sum(match => int.Parse(match.Groups[2].Value, null)));
    }

    private static Dictionary<string, int> New(Dictionary<string, int> now, Dictionary<string, int> before) =>
        now.ToDictionary(outcome => outcome.Key, outcome => outcome.Value - before.GetValueOrDefault(outcome.Key));
}
