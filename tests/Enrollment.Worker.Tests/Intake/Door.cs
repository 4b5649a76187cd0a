using System.Text;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;

namespace Enrollment.Worker.Tests.Intake;

/// <summary>The door as the tests knock on it: one valid body per type of fact, ways to change it, and the answer as text.</summary>
internal static class Door
{
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    public static readonly Dictionary<string, string> Valid = new()
    {
        ["UserCreated"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada","displayName":"Ada","email":"ada@example.org",
             "hiredOn":"2025-01-31","active":true,"groups":["sales","it"],"origin":"userInterface"}
            """,
        ["UserUpdated"] = """{"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada"}""",
        ["UserDeactivated"] = """{"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada"}""",
        ["UserReactivated"] = """{"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada"}""",
        ["GroupMembershipChanged"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada","joined":["sales"],"left":["it"],"origin":"integration"}
            """,
        ["ActivityCompleted"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada","activityId":"safety","completedOn":"2026-03-09"}
            """,
        ["AutoEnrollmentRuleSaved"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","activityId":"safety","version":1,
             "audience":{"kind":"groups","groupIds":["sales"]},"hiredAfter":"2025-12-31","reason":"Fire code 7.2","requirement":"required",
             "recurrence":{"kind":"annual","minimumGap":{"count":6,"unit":"months"}},"due":{"kind":"eachYearOn","monthDay":"10-01"},
             "initialDue":{"kind":"within","days":30},"enrolledOnDaysBeforeDue":60,"priorCompletions":{"kind":"lookBackDays","days":90}}
            """,
    };

    public static IntakeResult Read(string factType, string body, string? transportMessageId = null, string zone = "UTC") =>
        FactIntake.Read(
            factType,
            Encoding.UTF8.GetBytes(body),
            Now,
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            new TransportProperties { MessageId = transportMessageId }
        );

    /// <summary>The valid body with members changed: "name=json" sets, "name" removes; dots lead into objects.</summary>
    public static string Body(string factType, params string[] changes)
    {
        var body = JsonNode.Parse(Valid[factType])!.AsObject();
        foreach (var change in changes)
            Apply(body, change);
        return body.ToJsonString();
    }

    public static T Accepted<T>(params string[] changes)
        where T : Fact
    {
        var result = Read(typeof(T).Name, Body(typeof(T).Name, changes));
        result.Problems.Should().BeEmpty();
        return result.Fact.Should().BeOfType<T>().Subject;
    }

    public static string[] Problems(string factType, params string[] changes) => ProblemsOf(factType, Body(factType, changes));

    public static string[] ProblemsOf(string factType, string body)
    {
        var result = Read(factType, body);
        result.IsAccepted.Should().Be(result.Problems.Count == 0);
        return [.. result.Problems.Select(problem => problem.ToString())];
    }

    private static void Apply(JsonObject body, string change)
    {
        var (path, value) = change.Split('=', 2) is [var name, var json] ? (name, json) : (change, null);
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            body = body[step]!.AsObject();
        body.Remove(steps[^1]);
        if (value is not null)
            body.Add(steps[^1], JsonNode.Parse(value));
    }
}
