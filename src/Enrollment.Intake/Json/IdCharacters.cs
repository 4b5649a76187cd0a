using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Json;

/// <summary>
/// Which characters an id may have. One that cannot be seen makes another person of the same name, or turns lines around on a screen.
/// </summary>
internal static class IdCharacters
{
    /// <param name="rune">A character of an id.</param>
    /// <param name="isAtAnEnd">Whether it is the first or the last one.</param>
    public static string? FlawOf(Rune rune, bool isAtAnEnd)
    {
        if (Refused(Rune.GetUnicodeCategory(rune)) is { } kind)
            return Text($"contains the {kind} U+{rune.Value:X4}; an id has none");
        if (!Rune.IsWhiteSpace(rune))
            return null;
        if (isAtAnEnd)
            return Text($"begins or ends with the white space U+{rune.Value:X4}; an id begins and ends with a visible character");
        return rune.Value == ' ' ? null : Text($"contains the white space U+{rune.Value:X4}; an id has no white space but U+0020");
    }

    private static string? Refused(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.Control => "control character",
            UnicodeCategory.Format => "format character",
            UnicodeCategory.Surrogate => "surrogate",
            UnicodeCategory.OtherNotAssigned => "unassigned character",
            UnicodeCategory.LineSeparator => "line separator",
            UnicodeCategory.ParagraphSeparator => "paragraph separator",
            _ => null,
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
