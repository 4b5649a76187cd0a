using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Json;

/// <summary>The maximum length of texts, and the rules for ids. A character is a Unicode code point.</summary>
internal static class TextRules
{
    public const int MostCharactersOfId = 200;
    public const int MostCharactersOfText = 2_000;

    public static IEnumerable<string> FlawsOfId(string id)
    {
        if (id.Length == 0)
            yield return $"is empty; expected an id of 1 to {MostCharactersOfId} characters";
        if (WrongCharacter(id) is { } wrong)
            yield return wrong;
        if (TooLong(id, MostCharactersOfId) is { } flaw)
            yield return flaw;
    }

    public static string? FlawOfText(string text) => TooLong(text, MostCharactersOfText);

    private static string? WrongCharacter(string id)
    {
        for (var place = 0; place < id.Length; )
        {
            if (!Rune.TryGetRuneAt(id, place, out var rune))
                return TextProblem.HalfPair;
            var isAtAnEnd = place == 0 || place + rune.Utf16SequenceLength == id.Length;
            if (IdCharacters.FlawOf(rune, isAtAnEnd) is { } flaw)
                return flaw;
            place += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static string? TooLong(string text, int most)
    {
        if (text.Length <= most)
            return null;
        var characters = 0;
        foreach (var _ in text.EnumerateRunes())
            characters++;
        return characters > most
            ? string.Create(CultureInfo.InvariantCulture, $"is {characters:N0} characters long; expected at most {most:N0}")
            : null;
    }
}

/// <summary>
/// The characters that an id may have. With invisible characters, different ids would look the same, or a line would be reversed.
/// </summary>
internal static class IdCharacters
{
    /// <param name="rune">A character of an id.</param>
    /// <param name="isAtAnEnd">Whether it is the first or the last.</param>
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
