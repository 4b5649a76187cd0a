using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Cli.Simulate;

namespace Enrollment.Domain.Tests.Stories;

/// <summary>Collects what happens in an organization as messages of a scenario.</summary>
internal sealed class Organization(int minimumDays, string zone)
{
    private readonly List<ScenarioMessage> _messages = [];
    private readonly Dictionary<string, int> _versions = [];
    private bool _asListed;

    public Organization Created(
        string on = Story.Start,
        string? hired = null,
        bool active = true,
        string[]? groups = null,
        bool inUserInterface = false,
        string user = "u"
    )
    {
        var json = new JsonObject
        {
            ["userId"] = user,
            ["active"] = active,
            ["groups"] = new JsonArray([.. (groups ?? []).Select(group => JsonValue.Create(group))]),
            ["origin"] = Origin(inUserInterface),
        };
        if (hired is not null)
            json["hiredOn"] = hired;
        return Add("UserCreated", on, json);
    }

    /// <summary>A rule is saved; its version grows with every save unless one is given.</summary>
    public Organization Rule(RuleText rule, string on = Story.Start, int? version = null, string? messageId = null)
    {
        var json = rule.Json;
        json["version"] = _versions[rule.Id] = version ?? _versions.GetValueOrDefault(rule.Id) + 1;
        return Add("AutoEnrollmentRuleSaved", on, json, messageId);
    }

    public Organization Joins(string group, string on, bool inUserInterface = false, string user = "u") =>
        Membership("joined", group, on, inUserInterface, user);

    public Organization Leaves(string group, string on, string user = "u") => Membership("left", group, on, false, user);

    public Organization Deactivated(string on) => Add("UserDeactivated", on, User());

    public Organization Reactivated(string on) => Add("UserReactivated", on, User());

    public Organization HireDate(string? date, string on, string? messageId = null)
    {
        var json = User();
        json["hiredOn"] = date;
        return Add("UserUpdated", on, json, messageId);
    }

    public Organization Renamed(string on)
    {
        var json = User();
        json["displayName"] = "Ada";
        return Add("UserUpdated", on, json);
    }

    /// <summary>The activity is completed; the message comes at noon of that day, or at the time given.</summary>
    public Organization Completes(string date, string? told = null, string activity = "a", string user = "u", string? messageId = null) =>
        Add(
            "ActivityCompleted",
            told ?? $"{date}T12:00:00Z",
            new()
            {
                ["userId"] = user,
                ["activityId"] = activity,
                ["completedOn"] = date,
            },
            messageId
        );

    /// <summary>Nothing that concerns the learner; with messages arriving as listed, those that follow arrive no earlier.</summary>
    public Organization Meanwhile(string on) => Membership("joined", "elsewhere", on, false, "somebody");

    public Organization ArrivingAsListed()
    {
        _asListed = true;
        return this;
    }

    public Outcome Until(string date)
    {
        var settings = new ScenarioOrganization(zone, new TimeOnly(2, 0), minimumDays);
        var run = ScenarioRun.Of(
            new Scenario("story", settings, _messages, DateOnly.Parse(date, CultureInfo.InvariantCulture), _asListed ? "asListed" : null)
        );
        run.Refused.Should().BeEmpty("a story is told in messages that the door lets in");
        return new Outcome(run.Organization);
    }

    private static JsonObject User() => new() { ["userId"] = "u" };

    private static string Origin(bool inUserInterface) => inUserInterface ? "userInterface" : "integration";

    private Organization Membership(string how, string group, string on, bool inUserInterface, string user) =>
        Add(
            "GroupMembershipChanged",
            on,
            new()
            {
                ["userId"] = user,
                [how] = new JsonArray(group),
                ["origin"] = Origin(inUserInterface),
            }
        );

    private Organization Add(string type, string on, JsonObject json, string? messageId = null)
    {
        json["occurredAt"] = on.Contains('T', StringComparison.Ordinal) ? on : $"{on}T00:30:00Z";
        if (messageId is not null)
            json["messageId"] = messageId;
        _messages.Add(new ScenarioMessage(type, JsonSerializer.SerializeToElement(json)));
        return this;
    }
}
