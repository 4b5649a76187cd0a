using System.Text.RegularExpressions;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Docs;

/// <summary>A fenced block of the documentation.</summary>
/// <param name="Page">Its file.</param>
/// <param name="Line">The line of the opening fence.</param>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="Kind">The words after it; for JSON they say what the block is an example of.</param>
/// <param name="Text">What is between the fences.</param>
public sealed partial record Example(string Page, int Line, string Language, string Kind, string Text)
{
    public string[] Lines => Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<Example> All() => Pages().SelectMany(page => In(Path.GetFileName(page), File.ReadAllText(page)));

    public static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Checkout.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<Example> In(string page, string text) =>
        Fence()
            .Matches(text)
            .Select(fence => new Example(
                page,
                text.AsSpan(0, fence.Index).Count('\n') + 1,
                fence.Groups["language"].Value,
                fence.Groups["kind"].Value.Trim(),
                fence.Groups["text"].Value
            ));

    public static string WithoutFences(string text) => Fence().Replace(text, "");

    public TestCaseData AsTest() => new TestCaseData(this).SetArgDisplayNames($"{Page}:{Line}");

    [GeneratedRegex(
        @"^[ ]*```(?<language>[^\s`]*)(?<kind>[^\n`]*)\n(?<text>.*?)^[ ]*```[ ]*$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Fence();
}
