using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Json;

/// <summary>How long texts may be and what ids may contain. A character is a Unicode code point, whatever its encoding.</summary>
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
