using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Enrollment.Journeys.Tests.Cli;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <param name="Commit">The commit whose <c>enrollctl</c> answered.</param>
/// <param name="Question">The command as it was typed, without <c>enrollctl</c>.</param>
/// <param name="Output">What it printed: one JSON value or several.</param>
internal sealed partial record KeptAnswer(KeptCommit Commit, string Question, string Output)
{
    private const string Prompt = "$ enrollctl ";

    public string[] Arguments => [.. Argument().Matches(Question).Select(argument => argument.Value.Trim('\''))];

    /// <summary>About a date before the last weeks, so that nothing that is published later changes it.</summary>
    public bool IsAboutThePast => Question.Contains("--as-of 2025-", StringComparison.Ordinal);

    public static async Task<IReadOnlyList<KeptAnswer>> ReadAsync(KeptCommit commit)
    {
        using var transcript = commit.Open("answers.txt.gz");
        var text = "\n" + await transcript.ReadToEndAsync();
        return
        [
            .. text.Split("\n" + Prompt)
                .Skip(1)
                .Select(answer => answer.Split('\n', 2))
                .Select(parts => new KeptAnswer(commit, parts[0], parts[1])),
        ];
    }

    /// <summary>Says how this version's answer differs; null if it does not.</summary>
    public async Task<string?> DifferenceAsync(CommandResult now)
    {
        if (now.ExitCode != 0)
            return now.Error;
        var (before, after) = (await ValuesAsync(Output), await ValuesAsync(now.Output));
        AddedMembers.Remove(after, Commit, Question);
        RewordedTexts.Apply(before);
        return JsonNode.DeepEquals(before, after) ? null : JsonDifference.Of(before, after);
    }

    private static async Task<JsonArray> ValuesAsync(string output)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(output));
        return [.. await JsonSerializer.DeserializeAsyncEnumerable<JsonNode>(stream, topLevelValues: true).ToArrayAsync()];
    }

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Argument();
}
