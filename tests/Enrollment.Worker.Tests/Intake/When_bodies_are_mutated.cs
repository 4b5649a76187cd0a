using System.Text;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Intake;

/// <summary>Validation of a mutated body returns a fact or at least one problem. It never throws.</summary>
public sealed class When_bodies_are_mutated
{
    private const int Rounds = 3_000;

    private static readonly string[] Fragments =
    [
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "\\ud83d\\ude00",
        "\\",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-1",
        "1e999",
        "\"kind\":",
        "\u00e9",
        "9999-12-31",
        "0001-01-01T00:00:00+14:00",
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "2147483647",
        "-2147483648",
        "1.5",
        "\"x\"",
        "[null]",
        "{\"kind\":\"x\"}",
        "\"2200-12-31\"",
        "\"02-29\"",
        "{\"kind\":\"within\",\"days\":0}",
        "{\"kind\":\"oneTime\"}",
        "{\"kind\":\"none\"}",
    ];

    [Test]
    public void Should_answer_to_any_change_of_bytes([Range(1, 4)] int seed) => Answers(seed, Bytes);

    [Test]
    public void Should_answer_to_any_change_of_structure([Range(1, 4)] int seed) => Answers(seed, Structure);

    private static void Answers(int seed, Func<string, Random, byte[]> mutate)
    {
        var random = new Random(seed);
        var (accepted, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (factType, valid) = SampleFacts.Valid.ElementAt(random.Next(SampleFacts.Valid.Count));
            var body = mutate(random.Next(4) == 0 ? $"{{\"messageType\":[],\"message\":{valid}}}" : valid, random);
            var result = FactParser.Read(factType, body, FactValidation.Now, TimeZoneInfo.Utc);
            if (!IsAnswer(result))
                Assert.Fail($"no answer to {factType} {Convert.ToBase64String(body)}");
            _ = result.IsAccepted ? accepted++ : refused++;
        }

        accepted.Should().BeGreaterThan(Rounds / 100, "a validation that rejects everything would pass, too");
        refused.Should().BeGreaterThan(Rounds / 100);
    }

    private static bool IsAnswer(ParsedFact result) =>
        result.IsAccepted
            ? result.Problems.Count == 0 && result.Fact.MessageId.Length > 0 && IsWhole(result.Fact)
            : result.Problems.Count > 0 && result.Problems.All(problem => IsStorable(problem.Path) && IsStorable(problem.Message));

    private static bool IsWhole(Fact fact) =>
        fact is not AutoEnrollmentRuleSaved rule
        || (rule is { Audience: not null, Recurrence: not null } && rule.Recurrence is not Recurrence.Custom { Every: null });

    private static bool IsStorable(string text) =>
        text.Length > 0
        && !text.Any(char.IsControl)
        && text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == text.Length
        && !HasHalfPair(text);

    private static bool HasHalfPair(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)) != text;

    private static byte[] Bytes(string body, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var place = random.Next(bytes.Count);
            if (random.Next(4) == 0)
                bytes.RemoveRange(place, Math.Min(random.Next(1, 20), bytes.Count - place - 1));
            else if (random.Next(3) == 0)
                bytes[place] = (byte)random.Next(256);
            else
                bytes.InsertRange(place, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
        }

        return [.. bytes];
    }

    private static byte[] Structure(string body, Random random)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var target = Deeper(root, random);
            var name = target.Count == 0 ? "kind" : target.ElementAt(random.Next(target.Count)).Key;
            if (random.Next(3) == 0)
                target.Remove(name);
            else
                target[name] = JsonNode.Parse(Values[random.Next(Values.Length)]);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonObject Deeper(JsonObject from, Random random)
    {
        var inner = from.Select(member => member.Value).OfType<JsonObject>().ToList();
        return inner.Count == 0 || random.Next(3) == 0 ? from : Deeper(inner[random.Next(inner.Count)], random);
    }
}
