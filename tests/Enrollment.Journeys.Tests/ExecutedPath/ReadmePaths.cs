using System.Text.RegularExpressions;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>The source files that README names as the path of one join, and as the path of the night.</summary>
internal static partial class ReadmePaths
{
    public static IReadOnlyList<string> Join => FilesOf("## The path of one message");

    public static IReadOnlyList<string> Night => FilesOf("## The path of a night");

    private static string[] FilesOf(string heading)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));
        var section = text[text.IndexOf(heading, StringComparison.Ordinal)..].Split("\n## ")[0];
        return [.. SourceLink().Matches(section).Select(link => link.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex(@"\]\((src/[^)]+\.cs)\)")]
    private static partial Regex SourceLink();
}
