using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_published_scenarios_are_read
{
    private static readonly DateTimeOffset AfterAllScenarios = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<TestCaseData> Scenarios() =>
        Directory
            .EnumerateFiles(ScenarioFolder(), "*.json")
            .Order()
            .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [Test]
    public void Should_find_the_published_scenarios() => Scenarios().Should().HaveCountGreaterThanOrEqualTo(25);

    [TestCaseSource(nameof(Scenarios))]
    public void Should_accept_every_message_and_read_what_the_contract_reads(string file)
    {
        using var scenario = JsonDocument.Parse(File.ReadAllBytes(file));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(
            scenario.RootElement.GetProperty("organization").GetProperty("timeZone").GetString()!
        );
        var messages = scenario.RootElement.GetProperty("messages").EnumerateArray().ToList();
        messages.Should().NotBeEmpty();
        for (var place = 0; place < messages.Count; place++)
        {
            var result = FactParser.Read(
                messages[place].GetProperty("type").GetString()!,
                messages[place].GetProperty("message"),
                AfterAllScenarios,
                zone,
                new TransportProperties { MessageId = $"{place:D6}" }
            );
            result.Problems.Should().BeEmpty();
            Json(result.Fact!).Should().Be(Json(Deserialized(messages[place], result.Fact!, zone)));
        }
    }

    private static Fact Deserialized(JsonElement entry, Fact fact, TimeZoneInfo zone)
    {
        var json = JsonNode.Parse(entry.GetProperty("message").GetRawText())!.AsObject();
        json["messageId"] ??= fact.MessageId;
        // On or before the business date it is as if absent (semantics 13).
        var businessDate = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(fact.OccurredAt, zone).DateTime);
        if (json["effectiveOn"] is { } date && date.Deserialize<DateOnly>() <= businessDate)
            json.Remove("effectiveOn");
        return (Fact)json.Deserialize(fact.GetType(), ContractJson.Options)!;
    }

    private static string Json(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), ContractJson.Options);

    private static string ScenarioFolder() => Path.Combine(Checkout.Root, "tests", "scenarios");
}
