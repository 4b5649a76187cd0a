using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>Members that a later version added to an answer on purpose. Everything else is compared.</summary>
internal static class AddedMembers
{
    private static readonly Added[] All =
    [
        // A dead letter now names the publisher's application and the source whose share of the table it uses.
        new("4de7cdf", "deadletters", "application"),
        new("4de7cdf", "deadletters", "source"),
        // An explanation names the exemptions in force.
        new("3bc87e9", "explain", "exemptions"),
        new("4de7cdf", "explain", "exemptions"),
    ];

    /// <summary>Removes from this version's answer what the commit's version did not have.</summary>
    public static void Remove(JsonArray answer, KeptCommit commit, string question)
    {
        foreach (
            var added in All.Where(added => added.Commit == commit.Name && question.StartsWith(added.Command, StringComparison.Ordinal))
        )
        foreach (var entry in answer.SelectMany(Entries))
            entry.Remove(added.Member).Should().BeTrue($"{question} answers with {added.Member}");
    }

    private static IEnumerable<JsonObject> Entries(JsonNode? value) =>
        value is JsonArray list ? list.OfType<JsonObject>() : [value!.AsObject()];

    private sealed record Added(string Commit, string Command, string Member);
}
