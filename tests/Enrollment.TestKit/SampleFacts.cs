using System.Text.Json.Nodes;

namespace Enrollment.TestKit;

/// <summary>A valid JSON body for each type of fact, and variations of it.</summary>
public static class SampleFacts
{
    public static readonly IReadOnlyDictionary<string, string> Valid = new Dictionary<string, string>
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
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","activityId":"safety",
             "version":1,"audience":{"kind":"groups","groupIds":["sales"]},"hiredAfter":"2025-12-31","reason":"Fire code 7.2",
             "requirement":"required",
             "recurrence":{"kind":"annual","minimumGap":{"count":6,"unit":"months"}},"due":{"kind":"eachYearOn","monthDay":"10-01"},
             "initialDue":{"kind":"within","days":30},"enrolledOnDaysBeforeDue":60,"priorCompletions":{"kind":"lookBackDays","days":90}}
            """,
        ["ExemptionGranted"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","exemptionId":"x-1","userId":"ada","activityId":"safety",
             "from":"2026-03-10","until":"2026-08-31","reason":"parental leave","decidedBy":"hr"}
            """,
        ["ExemptionRevoked"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","exemptionId":"x-1","userId":"ada","activityId":"safety",
             "reason":"back earlier","decidedBy":"hr"}
            """,
        ["DueDateExtended"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada","activityId":"safety","due":"2026-06-30",
             "reason":"illness","decidedBy":"hr"}
            """,
        ["CompletionRevoked"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada","activityId":"safety","completedOn":"2026-03-09",
             "reason":"entered by mistake","decidedBy":"lms"}
            """,
        ["RetrainingOrdered"] = """
            {"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","orderId":"o-1","activityId":"safety",
             "audience":{"kind":"users","userIds":["ada","bob"]},"due":{"kind":"within","days":14},
             "reason":"accident in the lab","decidedBy":"safety officer"}
            """,
    };

    /// <summary>The valid body with members changed: "name=json" sets, "name" removes; dots lead into objects.</summary>
    public static string Body(string factType, params string[] changes)
    {
        var body = JsonNode.Parse(Valid[factType])!.AsObject();
        foreach (var change in changes)
            Apply(body, change);
        return body.ToJsonString();
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
