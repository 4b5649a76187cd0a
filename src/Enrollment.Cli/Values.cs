using System.CommandLine.Parsing;
using System.Globalization;
using Enrollment.Cli.Output;

namespace Enrollment.Cli;

/// <summary>Reads values of options; what is wrong with one is said in our own words.</summary>
internal static class Values
{
    public static DateOnly? Date(ArgumentResult given) =>
        DateOnly.TryParseExact(Text(given), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : Wrong<DateOnly?>(given, "a date; write it like 2026-03-09");

    public static T? OneOf<T>(ArgumentResult given)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Words.Name(value).Equals(Text(given), StringComparison.OrdinalIgnoreCase))
                return value;
        return Wrong<T?>(given, $"allowed here; allowed are {string.Join(", ", Enum.GetValues<T>().Select(Words.Name))}");
    }

    public static Guid Id(ArgumentResult given) => Guid.TryParse(Text(given), out var id)
        ? id
        : Wrong<Guid>(given, "an id; write it as deadletters lists it, like 0a6f4c1e-52d7-4b7a-9a58-3f1f5f0c2b11");

    /// <summary>With an offset or Z; without, a wall clock time of the zone.</summary>
    public static DateTimeOffset Instant(string text, TimeZoneInfo zone)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            throw new CommandFailed($"'{text}' is not an instant; write it like 2026-03-09T09:00 or 2026-03-09T09:00:00Z.");
        var isLocal = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var wall) && wall.Kind == DateTimeKind.Unspecified;
        return isLocal ? new DateTimeOffset(wall, zone.GetUtcOffset(wall)) : instant;
    }

    private static string Text(ArgumentResult given) => given.Tokens[0].Value;

    private static T? Wrong<T>(ArgumentResult given, string expected)
    {
        var name = given.Parent is OptionResult option ? option.Option.Name : given.Argument.Name;
        given.AddError($"{name}: '{Text(given)}' is not {expected}.");
        return default;
    }
}
