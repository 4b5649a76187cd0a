using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.Before;

/// <summary>Members that answers got since a commit. Everything else has to be as it was.</summary>
internal static class AddedMembers
{
    private static readonly Added[] All =
    [
        // Since then a dead letter names the publisher's application, and the source whose share of the table it takes.
        new("4de7cdf", "deadletters", "application"),
        new("4de7cdf", "deadletters", "source"),
    ];

    /// <param name="answer">The values that this version answers; they lose the members that the commit did not know.</param>
    /// <param name="commit">The commit that was asked before.</param>
    /// <param name="question">What both were asked.</param>
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
