using System.Globalization;
using System.Runtime.CompilerServices;
using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>
/// The only text that can be printed. Literal parts of an interpolated string stay as they are, with <c>[red]…[/]</c> for a style.
/// Every interpolated value and every plain string is data and is escaped.
/// </summary>
[InterpolatedStringHandler]
internal sealed class StyledText
{
    private readonly List<StyledSpan> _spans;
    private TextStyle _style;

    public StyledText(int literalLength, int formattedCount) => _spans = new List<StyledSpan>(formattedCount + 1);

    private StyledText(string text, TextStyle style) => _spans = [new StyledSpan(text, style)];

    public static StyledText Empty { get; } = new(0, 0);

    public IReadOnlyList<StyledSpan> Spans => _spans;

    public bool IsEmpty => _spans.All(span => span.Text.Length == 0);

    public static implicit operator StyledText(string data) => Of(data, TextStyle.None);

    /// <summary>Data with a style.</summary>
    public static StyledText Of(string data, TextStyle style) => new(EscapedText.Of(data), style);

    /// <summary>Text that is escaped already.</summary>
    public static StyledText OfEscaped(string shown) => new(shown, TextStyle.None);

    /// <summary>Sets the type where the compiler would treat an interpolated string as data, as in a conditional expression.</summary>
    public static StyledText Of(StyledText text) => text;

    public static StyledText Join(string separator, IEnumerable<StyledText> texts)
    {
        var joined = new StyledText(0, 0);
        foreach (var text in texts)
        {
            if (joined._spans.Count > 0)
                joined._spans.Add(new StyledSpan(separator, TextStyle.None));
            joined.AppendFormatted(text);
        }

        return joined;
    }

    public void AppendLiteral(string literal)
    {
        foreach (var (text, style) in StyleTags.Parts(literal, _style))
        {
            if (text.Length > 0)
                _spans.Add(new StyledSpan(text, style));
            _style = style;
        }
    }

    public void AppendFormatted(StyledText text) =>
        _spans.AddRange(text._spans.Select(span => span.Style == TextStyle.None ? span with { Style = _style } : span));

    public void AppendFormatted(string? data) => _spans.Add(new StyledSpan(EscapedText.Of(data ?? ""), _style));

    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>The text without styles.</summary>
    public override string ToString() => string.Concat(_spans.Select(span => span.Text));
}
