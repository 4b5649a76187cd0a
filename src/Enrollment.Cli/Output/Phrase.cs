using System.Globalization;
using System.Runtime.CompilerServices;
using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output;

/// <summary>
/// The only text that can be shown. What the program writes between the holes of an interpolated string stays as it is, with
/// <c>[red]…[/]</c> for a style;
/// every text in a hole, and every plain string, is data and is escaped.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Phrase
{
    private readonly List<Span> _spans;
    private Style _style;

    public Phrase(int literalLength, int formattedCount) => _spans = new List<Span>(formattedCount + 1);

    private Phrase(string text, Style style) => _spans = [new Span(text, style)];

    public static Phrase None { get; } = new(0, 0);

    public IReadOnlyList<Span> Spans => _spans;

    public bool IsEmpty => _spans.All(span => span.Text.Length == 0);

    public static implicit operator Phrase(string data) => Of(data, Style.None);

    /// <summary>Data in a style.</summary>
    public static Phrase Of(string data, Style style) => new(EscapedText.Of(data), style);

    /// <summary>Part of a phrase, which is escaped already.</summary>
    public static Phrase OfShown(string shown) => new(shown, Style.None);

    /// <summary>Names the type where the compiler would take an interpolated string for data, as in a conditional expression.</summary>
    public static Phrase Of(Phrase phrase) => phrase;

    public static Phrase Join(string separator, IEnumerable<Phrase> phrases)
    {
        var joined = new Phrase(0, 0);
        foreach (var phrase in phrases)
        {
            if (joined._spans.Count > 0)
                joined._spans.Add(new Span(separator, Style.None));
            joined.AppendFormatted(phrase);
        }

        return joined;
    }

    public void AppendLiteral(string literal)
    {
        foreach (var (text, style) in StyleTags.Parts(literal, _style))
        {
            if (text.Length > 0)
                _spans.Add(new Span(text, style));
            _style = style;
        }
    }

    public void AppendFormatted(Phrase phrase) =>
        _spans.AddRange(phrase._spans.Select(span => span.Style == Style.None ? span with { Style = _style } : span));

    public void AppendFormatted(string? data) => _spans.Add(new Span(EscapedText.Of(data ?? ""), _style));

    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>Without styles.</summary>
    public override string ToString() => string.Concat(_spans.Select(span => span.Text));
}
