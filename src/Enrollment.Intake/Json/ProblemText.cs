using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Json;

/// <summary>Formats values for problems: short, and escaped.</summary>
internal static class ProblemText
{
    public const int MostCharacters = 40;

    public static string Quoted(string value) => $"\"{Short(value)}\"";

    public static string Short(string value)
    {
        var shown = new StringBuilder();
        var characters = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (characters++ == MostCharacters)
                return shown.Append('…').ToString();
            if (Rune.IsControl(rune))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>A date or an instant as written. Other text is not repeated, because it may be a name in a wrong member.</summary>
    public static string DateLike(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiDigit(c) || "-+:./TZ ".Contains(c, StringComparison.Ordinal))
            ? Quoted(value)
            : "other text";
}
