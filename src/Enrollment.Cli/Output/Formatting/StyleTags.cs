using System.Text.RegularExpressions;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>Styles in the program's own texts: <c>[bold]</c> and the like until <c>[/]</c>; all other brackets are brackets.</summary>
internal static partial class StyleTags
{
    /// <summary>Splits text into parts with their styles. The last style continues.</summary>
    public static IEnumerable<(string Text, TextStyle Style)> Parts(string literal, TextStyle style)
    {
        var at = 0;
        foreach (var tag in Tags().Matches(literal).Cast<Match>())
        {
            yield return (literal[at..tag.Index], style);
            style = tag.Groups[1].Length == 0 ? TextStyle.None : Enum.Parse<TextStyle>(tag.Groups[1].Value, ignoreCase: true);
            at = tag.Index + tag.Length;
        }

        yield return (literal[at..], style);
    }

    [GeneratedRegex(@"\[(?:/|(bold|grey|red|green|yellow|blue|olive))\]", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();
}
