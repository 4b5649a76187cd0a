using System.Text.RegularExpressions;

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>Which folders of a project use which: a folder is a namespace, and a file's <c>using</c> lines say what it uses.</summary>
internal static partial class FolderGraph
{
    /// <summary>
    /// The uses that remain when every folder without a use is taken away, again and again; empty where there is no cycle.
    /// </summary>
    public static IReadOnlyList<string> FindCycles(IEnumerable<string> files)
    {
        var uses = files.SelectMany(UsesOf).Distinct().ToList();
        while (uses.RemoveAll(use => uses.TrueForAll(other => other.From != use.To)) > 0) { }
        return [.. uses.Select(use => $"{use.From} uses {use.To} in {use.File}").Order()];
    }

    private static IEnumerable<Use> UsesOf(string file)
    {
        var text = File.ReadAllText(file);
        var own = Namespace().Match(text).Groups[1].Value;
        return Using().Matches(text).Select(used => new Use(own, used.Groups[1].Value, Path.GetFileName(file))).Where(use => use.To != own);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (Enrollment[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();

    private sealed record Use(string From, string To, string File);
}
