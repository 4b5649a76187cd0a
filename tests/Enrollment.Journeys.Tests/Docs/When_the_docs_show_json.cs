using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;

namespace Enrollment.Journeys.Tests.Docs;

/// <summary>
/// Every JSON body of the documentation is what it is said to be: the words behind its fence name a contract, a form or members of a
/// rule, or <c>scenario</c>.
/// </summary>
public sealed partial class When_the_docs_show_json
{
    private static readonly DateTimeOffset Now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Type> Contracts = typeof(Fact)
        .Assembly.GetExportedTypes()
        .Where(type => !type.IsNested)
        .ToDictionary(type => type.Name);

    private static IEnumerable<TestCaseData> Json() =>
        Example.All().Where(example => example.Language is "json" or "jsonl").Select(example => example.AsTest());

    private static IEnumerable<TestCaseData> Python() =>
        Example.All().Where(example => example.Language == "python").Select(example => example.AsTest());

    [Test]
    public void Should_find_the_examples() => Json().Count().Should().BeGreaterThan(14);

    [Test]
    public void Should_mark_every_block_with_its_language() =>
        Example
            .All()
            .Where(example => example.Language is not ("json" or "jsonl" or "bash" or "python" or "sql" or "text"))
            .Select(example => $"{example.Page}:{example.Line}: '{example.Language}'")
            .Should()
            .BeEmpty();

    [TestCaseSource(nameof(Json))]
    public void Should_show_what_the_product_reads_and_writes(Example example)
    {
        switch (example)
        {
            case { Kind: "scenario" }:
                PlayScenario(example.Text);
                break;
            case { Kind: "publish" }:
                example.Lines.Should().AllSatisfy(ReadPublishedLine);
                break;
            case { Kind: "audience" or "recurrence" or "due" or "initialDue" or "priorCompletions" }:
                example.Lines.Should().AllSatisfy(form => ReadForm(example.Kind, form));
                break;
            case { Kind: "members" }:
                example.Lines.Should().AllSatisfy(ReadMembers);
                break;
            case { Kind: var name } when Contracts.TryGetValue(name, out var type) && type.IsSubclassOf(typeof(Fact)):
                ReadFact(name, example.Text);
                break;
            case { Kind: var name } when Contracts.TryGetValue(name, out var type):
                ReadAnnouncement(type, example.Text);
                break;
            default:
                Assert.Fail($"'{example.Kind}' behind the fence says nothing that can be checked.");
                break;
        }
    }

    [TestCaseSource(nameof(Python))]
    public void Should_publish_what_the_product_reads(Example example)
    {
        var published = PublishedInPython().Matches(example.Text);
        published.Should().NotBeEmpty();
        published.Should().AllSatisfy(call => ReadFact(call.Groups["type"].Value, call.Groups["body"].Value));
    }

    [Test]
    public void Should_leave_no_body_outside_of_a_block() =>
        Example
            .Pages()
            .SelectMany(page => InlineBody().Matches(Example.WithoutFences(File.ReadAllText(page))).Select(body => $"{page}: {body.Value}"))
            .Should()
            .BeEmpty("only a block can be checked");

    private static void PlayScenario(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var scenario = Scenario.Read(file);
            var run = ScenarioRun.Of(scenario);
            run.Refused.Should().BeEmpty();
            Expectation.Differences(scenario.Expect!, Expectation.Of(run.Organization.Enrollments)).Should().BeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void ReadPublishedLine(string line)
    {
        using var entry = JsonDocument.Parse(line);
        ReadFact(entry.RootElement.GetProperty("type").GetString()!, entry.RootElement.GetProperty("message").GetRawText());
    }

    /// <summary>In a rule that fits: the other members are as simple as the form allows.</summary>
    private static void ReadForm(string member, string form)
    {
        var value = JsonNode.Parse(form)!;
        var kind = value["kind"]!.GetValue<string>();
        var isAnnual = kind is "annual" or "eachYearOn";
        var rule = SimpleRule();
        if (isAnnual || member == "initialDue")
        {
            rule["recurrence"] = new JsonObject { ["kind"] = "annual" };
            rule["due"] = new JsonObject { ["kind"] = "eachYearOn", ["monthDay"] = "10-01" };
        }

        rule[member] = value;
        ReadFact(nameof(AutoEnrollmentRuleSaved), rule.ToJsonString());
    }

    /// <summary>Members of a rule, each of which the product reads.</summary>
    private static void ReadMembers(string members)
    {
        var rule = SimpleRule();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            typeof(AutoEnrollmentRuleSaved)
                .GetProperties()
                .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name))
                .Should()
                .Contain(name);
            rule[name] = value?.DeepClone();
        }

        ReadFact(nameof(AutoEnrollmentRuleSaved), rule.ToJsonString());
    }

    private static JsonNode SimpleRule() =>
        JsonNode.Parse(
            """
            {"messageId":"m","occurredAt":"2026-03-09T09:00:00Z","ruleId":"r","activityId":"a","version":1,
             "audience":{"kind":"none"},"requirement":"required","recurrence":{"kind":"oneTime"}}
            """
        )!;

    private static void ReadFact(string type, string text)
    {
        using var body = JsonDocument.Parse(text);
        FactParser
            .Read(type, body.RootElement, Now, TimeZoneInfo.Utc, new TransportProperties { MessageId = "transport" })
            .Problems.Should()
            .BeEmpty();
    }

    /// <summary>With every member that the product writes, and no other.</summary>
    private static void ReadAnnouncement(Type type, string text)
    {
        var shown = JsonNode.Parse(text)!.AsObject();
        var message = shown.Deserialize(type, ContractJson.Options)!;
        var written = JsonSerializer.SerializeToNode(message, type, ContractJson.Options)!.AsObject();
        shown.Select(member => member.Key).Should().BeEquivalentTo(written.Select(member => member.Key));
        foreach (var (name, value) in shown.Where(member => member.Value is JsonObject))
            value!
                .AsObject()
                .Select(member => member.Key)
                .Should()
                .BeEquivalentTo(written[name]!.AsObject().Select(member => member.Key), name);
    }

    [GeneratedRegex(
        @"basic_publish\(""Enrollment\.Contracts:(?<type>\w+)"", """", json\.dumps\((?<body>\{.*?\})\)",
        RegexOptions.Singleline
    )]
    private static partial Regex PublishedInPython();

    [GeneratedRegex(@"`\{\s*""[^`]*`")]
    private static partial Regex InlineBody();
}
