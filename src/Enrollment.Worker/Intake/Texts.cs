using System.Globalization;

namespace Enrollment.Worker.Intake;

/// <summary>How long texts may be and what ids may contain. A character is a Unicode code point, whatever its encoding.</summary>
internal static class Texts
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
        for (var place = 0; place < id.Length; place++)
        {
            if (char.IsControl(id[place]))
                return string.Create(CultureInfo.InvariantCulture, $"contains the control character U+{(int)id[place]:X4}; an id has none");
            if (char.IsSurrogatePair(id, place))
                place++;
            else if (char.IsSurrogate(id[place]))
                return TextFlaw.HalfPair;
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
