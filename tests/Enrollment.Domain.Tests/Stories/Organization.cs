using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Cli.Simulate;

namespace Enrollment.Domain.Tests.Stories;

/// <summary>Collects what happens in an organization as messages of a scenario.</summary>
internal sealed class Organization(int minimumDays, string zone, int shortAbsence = 0)
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

    public Organization Joins(string group, string on, bool inUserInterface = false, string user = "u", string? effectiveOn = null) =>
        Membership("joined", group, on, inUserInterface, user, effectiveOn);

    public Organization Leaves(string group, string on, string user = "u", string? effectiveOn = null) =>
        Membership("left", group, on, false, user, effectiveOn);

    public Organization Deactivated(string on, string? effectiveOn = null) => Add("UserDeactivated", on, User(effectiveOn));

    public Organization Reactivated(string on, string? effectiveOn = null) => Add("UserReactivated", on, User(effectiveOn));

    /// <summary>A full feed sends the person again, with or without the member <c>active</c>.</summary>
    public Organization SentAgain(string on, bool? active = null)
    {
        var json = User();
        json["origin"] = "integration";
        if (active is { } said)
            json["active"] = said;
        return Add("UserCreated", on, json);
    }

    /// <summary>An exemption takes effect when it is handled, at noon of the day unless a time is given.</summary>
    public Organization Exempted(string on, string? from = null, string? until = null, string id = "x") =>
        Decided(
            "ExemptionGranted",
            on,
            new()
            {
                ["exemptionId"] = id,
                ["from"] = from,
                ["until"] = until,
            }
        );

    public Organization ExemptionRevoked(string on, string id = "x") => Decided("ExemptionRevoked", on, new() { ["exemptionId"] = id });

    public Organization Extended(string on, string due) => Decided("DueDateExtended", on, new() { ["due"] = due });

    public Organization CompletionRevoked(string on, string completedOn, string activity = "a") =>
        Decided("CompletionRevoked", on, new() { ["completedOn"] = completedOn }, activity);

    /// <summary>Everybody is ordered to complete the activity again.</summary>
    public Organization Ordered(string on, int within, string? group = null, string id = "o") =>
        Add(
            "RetrainingOrdered",
            Noon(on),
            new()
            {
                ["orderId"] = id,
                ["activityId"] = "a",
                ["audience"] = group is null
                    ? new JsonObject { ["kind"] = "entireCompany" }
                    : new JsonObject { ["kind"] = "groups", ["groupIds"] = new JsonArray(group) },
                ["due"] = new JsonObject { ["kind"] = "within", ["days"] = within },
                ["reason"] = "new law",
                ["decidedBy"] = "kim",
            }
        );

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
        var settings = new ScenarioOrganization(zone, new TimeOnly(2, 0), minimumDays, shortAbsence);
        var run = ScenarioRun.Of(
            new Scenario("story", settings, _messages, DateOnly.Parse(date, CultureInfo.InvariantCulture), _asListed ? "asListed" : null)
        );
        run.Refused.Should().BeEmpty("a story is told in messages that the door lets in");
        return new Outcome(run.Organization);
    }

    private static JsonObject User(string? effectiveOn = null) =>
        effectiveOn is null ? new() { ["userId"] = "u" } : new() { ["userId"] = "u", ["effectiveOn"] = effectiveOn };

    private static string Noon(string on) => on.Contains('T', StringComparison.Ordinal) ? on : $"{on}T12:00:00Z";

    private Organization Decided(string type, string on, JsonObject json, string activity = "a")
    {
        json["userId"] = "u";
        json["activityId"] = activity;
        json["reason"] = "as agreed";
        json["decidedBy"] = "kim";
        return Add(type, Noon(on), json);
    }

    private static string Origin(bool inUserInterface) => inUserInterface ? "userInterface" : "integration";

    private Organization Membership(string how, string group, string on, bool inUserInterface, string user, string? effectiveOn = null) =>
        Add(
            "GroupMembershipChanged",
            on,
            new()
            {
                ["userId"] = user,
                [how] = new JsonArray(group),
                ["origin"] = Origin(inUserInterface),
                ["effectiveOn"] = effectiveOn,
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
