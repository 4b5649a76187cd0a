using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>The allowed values of a member.</summary>
internal sealed class AllowedValues(params string[] words)
{
    public string Text { get; } = "one of " + string.Join(", ", words);

    public bool Contains(string word) => words.Contains(word, StringComparer.Ordinal);
}

/// <summary>The values of an enumeration, as the contracts write them.</summary>
internal static class EnumWords<T>
    where T : struct, Enum
{
    public static Dictionary<string, T> Values { get; } = Enum.GetValues<T>().ToDictionary(WordOf, StringComparer.Ordinal);

    public static AllowedValues Choices { get; } = new([.. Values.Keys]);

    public static string WordOf(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
