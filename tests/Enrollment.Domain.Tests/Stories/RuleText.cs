using System.Text.Json.Nodes;

namespace Enrollment.Domain.Tests.Stories;

/// <summary>A rule as it is written on the wire (semantics 3): required, for the entire company, unless it says otherwise.</summary>
internal sealed class RuleText
{
    private readonly JsonObject _json;

    public RuleText(string id, JsonObject recurrence)
    {
        _json = new()
        {
            ["ruleId"] = id,
            ["activityId"] = "a",
            ["savedBy"] = "admin",
            ["audience"] = new JsonObject { ["kind"] = "entireCompany" },
            ["requirement"] = "required",
            ["recurrence"] = recurrence,
        };
    }

    public string Id => (string)_json["ruleId"]!;

    public JsonObject Json => (JsonObject)_json.DeepClone();

    public static JsonObject Interval(int count, string unit) => new() { ["count"] = count, ["unit"] = unit };

    public RuleText ForGroup(params string[] groups) =>
        With(
            "audience",
            new JsonObject { ["kind"] = "groups", ["groupIds"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]) }
        );

    public RuleText ForNobody() => With("audience", new JsonObject { ["kind"] = "none" });

    public RuleText ForActivity(string activity) => With("activityId", activity);

    public RuleText HiredAfter(string date) => With("hiredAfter", date);

    public RuleText Because(string reason) => With("reason", reason);

    public RuleText Recommended() => With("requirement", "recommended");

    public RuleText Due(JsonObject due) => With("due", due);

    public RuleText DueWithin(int days) => Due(Within(days));

    public RuleText DueOn(string date) => Due(On(date));

    public RuleText FirstDueWithin(int days) => With("initialDue", Within(days));

    public RuleText FirstDueOn(string date) => With("initialDue", On(date));

    public RuleText VisibleDaysBefore(int days) => With("enrolledOnDaysBeforeDue", days);

    public RuleText FromPreviousDue()
    {
        _json["recurrence"]!["anchor"] = "previousDue";
        return this;
    }

    public RuleText WithGap(int count, string unit)
    {
        _json["recurrence"]!["minimumGap"] = Interval(count, unit);
        return this;
    }

    public RuleText Except(params string[] groups)
    {
        _json["audience"]!["exceptGroupIds"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]);
        return this;
    }

    public RuleText ActiveFrom(string date) => With("activeFrom", date);

    public RuleText ActiveUntil(string date) => With("activeUntil", date);

    public RuleText WithdrawingWhenOver() => With("whenOver", "withdraw");

    public RuleText NotBeforeHireDate() => With("notBeforeHireDate", true);

    public RuleText AlsoCompletedBy(params string[] activities) =>
        With("alsoCompletedBy", new JsonArray([.. activities.Select(activity => JsonValue.Create(activity))]));

    public RuleText AgainWhenHiredAgain() => With("whenHiredAgain", "again");

    public RuleText DueWithinOfHireDate(int days) =>
        Due(
            new()
            {
                ["kind"] = "within",
                ["days"] = days,
                ["from"] = "hireDate",
            }
        );

    public RuleText IgnoringPrior() => With("priorCompletions", new JsonObject { ["kind"] = "ignore" });

    public RuleText LookingBack(int days) => With("priorCompletions", new JsonObject { ["kind"] = "lookBackDays", ["days"] = days });

    private static JsonObject Within(int days) => new() { ["kind"] = "within", ["days"] = days };

    private static JsonObject On(string date) => new() { ["kind"] = "on", ["date"] = date };

    private RuleText With(string name, JsonNode value)
    {
        _json[name] = value;
        return this;
    }
}
