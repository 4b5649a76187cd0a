using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Queries.Records;

namespace Enrollment.Queries.Wording;

/// <summary>One sentence for an event of any stream, also of one that this version does not know.</summary>
public static class RecordedEventText
{
    public static string Of(RecordedEvent recorded)
    {
        var data = JsonNode.Parse(recorded.Data)!.AsObject();
        return recorded.Type switch
        {
            "learner_created" => $"Came into the company{Given(data, "hiredOn", ", hired on ")}"
                + $"{(data["active"]?.GetValue<bool>() == false ? ", inactive" : "")}{List(data, "groups", ", joins ")}",
            "learner_updated" => data["hireDateGiven"]?.GetValue<bool>() == true
                ? $"Hire date is {data["hiredOn"]?.ToString() ?? "unknown"}"
                : "Name or address changed",
            "learner_deactivated" => "Became inactive",
            "learner_reactivated" => "Is active again",
            "membership_changed" => $"{List(data, "joined", "Joins ")}"
                + $"{(data["joined"]?.AsArray().Count > 0 && data["left"]?.AsArray().Count > 0 ? ", " : "")}"
                + List(data, "left", "leaves "),
            "rule_saved" => $"Rule {data["rule"]?["id"]} version {data["rule"]?["version"]} saved{Given(data, "savedBy", " by ")}",
            "night_started" => "The night began",
            "night_finished" => "The night ended",
            "learner_forgotten" => $"Personal data erased by {data["by"]}: {data["reason"]}",
            _ => Period(recorded.Type, data),
        };
    }

    private static string Period(string type, JsonObject data)
    {
        var kind = string.Join(' ', type.Split('_'));
        var sentence = char.ToUpperInvariant(kind[0]) + kind[1..];
        var period = data["period"] as JsonObject;
        var effective = Given(data, "effectiveOn", ", effective ") + Given(data, "completedOn", " on ") + Given(data, "on", " on ");
        return period is null
            ? sentence + effective
            : $"{sentence}{effective}, period {period["number"]} {period["status"]}{Given(period, "due", ", due ")}"
                + $"{Given(period, "ruleId", ", by rule ")}{Given(period, "ruleVersion", " version ")}";
    }

    private static string Given(JsonObject data, string member, string before) =>
        data[member] is { } value && value.GetValueKind() is not JsonValueKind.Null ? before + value : "";

    private static string List(JsonObject data, string member, string before) =>
        data[member] is JsonArray { Count: > 0 } items ? before + string.Join(", ", items.Select(item => item?.ToString())) : "";
}
