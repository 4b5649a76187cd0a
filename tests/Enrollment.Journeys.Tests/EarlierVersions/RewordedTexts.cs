using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>
/// Sentences that an earlier version printed and this version words differently. Each replacement keeps every id, date and number, so that
/// the answers are still compared in full.
/// </summary>
internal static partial class RewordedTexts
{
    private const string Date = @"\d{4}-\d\d-\d\d";

    private static readonly (string Member, Reworded[] Texts)[] All =
    [
        (
            "what",
            [
                new("^Rules judged (at once|by the night): none matches the learner$", "Rules evaluated $1: no rule matches the learner"),
                new("^Rules judged (at once|by the night): the learner is ", "Rules evaluated $1: the learner has been "),
                new("^Rules judged (at once|by the night): ", "Rules evaluated $1, matching: "),
                new("(?<=^Rules evaluated .*(?:matching: |; ))(\\S+) version (\\d+) matches, ", "rule $1 version $2, "),
                new($"^Completion of ({Date}) ", "Completion of $1: "),
                new("(?<=^Completed on .*, )in time", "on time"),
                new("^Due date moved: ", "Due date changed: "),
                new("^Now (required|recommended), ", "Requirement changed: now $1, "),
                new("^Now by ", "Revised: rule "),
                new("^Personal data changed; nothing that rules look at$", "Name or address changed; rules do not use them"),
                new("^(Withdrawn: ).*", "$1no rule calls for it any more"),
                new("^Canceled before the learner saw it: .*", "Canceled before it became visible: no rule calls for it any more"),
                new("^(Restored, .*): a rule asks for it again$", "$1: the period is current again"),
                new("^Is active again$", "Became active again"),
                new("^Hire date taken away$", "Hire date removed"),
                new("^Satisfied from the start by (.*); it would have been ", "Satisfied by $1; without it, the period would be "),
            ]
        ),
        ("why", [.. Inputs(), new("^made by hand: ", "made in the user interface: "), new("^told on (.*)$", "received on $1")]),
        (
            "because",
            [
                .. Inputs(),
                .. Terms(),
                new("^which asks: ", "terms: "),
                new("; to become visible to the learner on ", "; visible to the learner from "),
            ]
        ),
        ("asks", [.. Terms(), new("^in the entire company$", "the audience is the entire company")]),
        ("value", [new("^everybody is$", "every learner belongs to it")]),
        ("before", [.. Fields()]),
        ("after", [.. Fields()]),
    ];

    /// <summary>Rewords the answer of an earlier version.</summary>
    public static void Apply(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonArray items:
                foreach (var item in items)
                    Apply(item);
                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                    Apply(members, name, value);
                break;
        }
    }

    private static void Apply(JsonObject parent, string name, JsonNode? value)
    {
        var texts = All.Where(reworded => reworded.Member == name).SelectMany(reworded => reworded.Texts).ToArray();
        if (value is JsonValue text && text.TryGetValue<string>(out var before))
            parent[name] = Of(before, texts);
        else if (value is JsonArray list && list.Count > 0 && list.All(item => item is JsonValue))
            parent[name] = new JsonArray([.. list.Select(item => JsonValue.Create(Of(item!.GetValue<string>(), texts)))]);
        else
            Apply(value);
    }

    private static string Of(string before, Reworded[] texts) =>
        texts.Aggregate(before, (text, reworded) => Regex.Replace(text, reworded.Before, reworded.After));

    private static Reworded[] Inputs() =>
        [
            new($"dates from eligible since ({Date})", "computed from the eligibility date $1"),
            new($"dates from the completion of ({Date})", "computed from the completion of $1"),
            new($"dates from the take-over on ({Date})", "computed from the take-over on $1"),
            new("(?<=^(?:due .*: )?computed .*), annual period of ", ", annual period "),
            new("(?<=^(?:due .*: )?computed .*), visible (\\d+) days before due", ", visible $1 days before the due date"),
            new(", moved by (\\d+) days of pause", ", due date moved $1 days by pauses"),
        ];

    private static Reworded[] Terms() =>
        [
            new("(?<=required|recommended), each year,", ", every year,"),
            new("due one interval after becoming eligible", "due one interval after the eligibility date"),
            new("(?<=due \\d+ days? after) becoming eligible", " the eligibility date"),
            new("(?<=(?:asks: )?(?:required|recommended), .*), visible (\\d+) days before due", ", visible $1 days before the due date"),
        ];

    private static Reworded[] Fields() =>
        [
            new("^each year on 02-28$", "on 28 February"),
            new("^each year on 06-30$", "on 30 June"),
            new("^each year on 11-30$", "on 30 November"),
            new("^each year on 12-15$", "on 15 December"),
            new("^within (\\d+) days$", "$1 days after the eligibility date"),
            new("^(every \\d+ months), counted from ", "$1 from "),
            new(@"^nobody \(does not auto enroll\)$", "nobody"),
        ];

    /// <param name="Before">What the earlier version printed.</param>
    /// <param name="After">What this version prints.</param>
    private sealed record Reworded(string Before, string After);
}
