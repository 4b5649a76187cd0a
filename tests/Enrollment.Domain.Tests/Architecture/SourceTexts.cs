using System.Text.RegularExpressions;

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>What a person reads in C#: comments and string literals, without identifiers.</summary>
internal static partial class SourceTexts
{
    /// <returns>Each text with the number of the line that it begins on.</returns>
    public static IEnumerable<(int Line, string Text)> In(string code) =>
        from match in Tokens().Matches(code)
        where !match.Groups["character"].Success
        let line = code.AsSpan(0, match.Index).Count('\n') + 1
        from text in TextsOf(match)
        select (line, text);

    /// <summary>The holes of an interpolated string are code, which may hold further strings.</summary>
    private static IEnumerable<string> TextsOf(Match token) =>
        token.Groups["interpolated"].Success
            ? Holes()
                .Matches(token.Value)
                .SelectMany(hole => In(hole.Value).Select(inner => inner.Text))
                .Prepend(Holes().Replace(token.Value, " "))
            : [token.Value];

    private const string Hole = """\{(?!\{)(?>[^{}"]|"(?:\\.|[^"\\])*"|(?<open>\{)|(?<-open>\}))*(?(open)(?!))\}""";

    [GeneratedRegex(
        $$""""
            //[^\n]*
            | /\*.*?\*/
            | (?<interpolated>\$+)(?<raw>"{3,}).*?\k<raw>
            | (?<plain>"{3,}).*?\k<plain>
            | (?<interpolated>\$@|@\$)"(?:""|\{\{|{{Hole}}|[^"{])*"
            | @"(?:""|[^"])*"
            | (?<interpolated>\$)"(?:\\.|\{\{|{{Hole}}|[^"\\{\n])*"
            | "(?:\\.|[^"\\\n])*"
            | (?<character>'(?:\\.[^']*|[^'\\\n])')
            """",
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Tokens();

    [GeneratedRegex(Hole)]
    private static partial Regex Holes();
}
