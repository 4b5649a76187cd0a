using System.Text.RegularExpressions;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>Which source files name a type of which others, in their code or in a <c>cref</c>.</summary>
internal sealed partial class SourceReferences
{
    private readonly Dictionary<string, HashSet<string>> _named;
    private readonly Dictionary<string, HashSet<string>> _declared;

    public SourceReferences(IEnumerable<string> files)
    {
        var texts = files.Distinct().ToDictionary(file => file, file => Code(File.ReadAllText(Path.Combine(Checkout.Root, file))));
        _declared = texts.ToDictionary(entry => entry.Key, entry => Words(Declaration(), entry.Value));
        _named = texts.ToDictionary(entry => entry.Key, entry => Words(Word(), entry.Value));
    }

    public bool Names(string file, string other) => file != other && _declared[other].Overlaps(_named[file]);

    private static string Code(string text) => Comment().Replace(text, line => string.Join(' ', Cref().Matches(line.Value)));

    private static HashSet<string> Words(Regex word, string text) => [.. word.Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("cref=\"[^\"]+\"")]
    private static partial Regex Cref();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) ([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b([A-Z]\w+)")]
    private static partial Regex Word();
}
