using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Contracts;
using Enrollment.Intake.Escaping;

namespace Enrollment.Cli.Parsing;

/// <summary>
/// Parses values of options and arguments. An error names the option, its value and the expected value.
/// </summary>
internal static class OptionParsers
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;
    private const int MaxRows = 1_000_000;
    private const int MaxWaitSeconds = 86_400;
    private const int MaxDays = 36_500;

    // A short string of AMQP.
    private const int MaxQueueNameBytes = 255;

    public static DateOnly? Date(ArgumentResult given) =>
        TryParseDate(Text(given)) ?? Fail<DateOnly?>(given, $"a date of the years {FirstYear} to {LastYear}; write it like 2026-03-09");

    public static T? OneOf<T>(ArgumentResult given)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Format.Name(value).Equals(Text(given), StringComparison.OrdinalIgnoreCase))
                return value;
        return Fail<T?>(given, $"allowed here; allowed are {string.Join(", ", Enum.GetValues<T>().Select(Format.Name))}");
    }

    /// <summary>The id of a dead letter.</summary>
    public static Guid Guid(ArgumentResult given) =>
        System.Guid.TryParse(Text(given), out var id)
            ? id
            : Fail<Guid>(given, "an id; write it as enrollctl deadletters lists it, like 0a6f4c1e-52d7-4b7a-9a58-3f1f5f0c2b11");

    /// <summary>The id of a learner, an activity, a group or a rule, as recorded or as printed, with escapes such as \u{202E}.</summary>
    public static string Id(ArgumentResult given) => Id(given, Text(given));

    /// <summary>Several ids.</summary>
    public static string[] Ids(ArgumentResult given) => [.. given.Tokens.Select(token => Id(given, token.Value))];

    /// <summary>The name of a queue, as it is or as printed.</summary>
    public static string Queue(ArgumentResult given)
    {
        var name = EscapedText.Decode(Text(given));
        return Encoding.UTF8.GetByteCount(name) is > 0 and <= MaxQueueNameBytes
            ? name
            : Fail<string>(given, $"the name of a queue; expected a text of 1 to {MaxQueueNameBytes} bytes")!;
    }

    public static string? Reason(ArgumentResult given) =>
        string.IsNullOrWhiteSpace(Text(given)) ? Fail<string>(given, "a reason: it is empty. Say why. Nothing was changed") : Text(given);

    public static string Path(ArgumentResult given) =>
        Text(given).Length > 0 ? Text(given) : Fail<string>(given, "the name of a file or a folder: it is empty")!;

    public static string[] Paths(ArgumentResult given)
    {
        if (given.Tokens.Any(token => token.Value.Length == 0))
            Fail<string>(given, "the name of a file: it is empty", "");
        return [.. given.Tokens.Select(token => token.Value)];
    }

    public static int Limit(ArgumentResult given) => Number(given, 1, MaxRows);

    public static int? OptionalLimit(ArgumentResult given) => Number(given, 1, MaxRows);

    public static int? Days(ArgumentResult given) => Number(given, 0, MaxDays);

    /// <summary>A number of days such as 30d, or a date.</summary>
    public static Due? DueDate(ArgumentResult given)
    {
        var text = Text(given);
        if (
            text.EndsWith('d')
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days <= MaxDays
        )
            return new Due.Within(days);
        return TryParseDate(text) is { } date
            ? new Due.On(date)
            : Fail<Due>(
                given,
                $"a due date; write 30d for 30 days after the night, at most {Format.Count(MaxDays)}, or a date like 2026-03-09"
            );
    }

    public static int Seconds(ArgumentResult given) => Number(given, 0, MaxWaitSeconds);

    public static int Version(ArgumentResult given) => Number(given, 1, int.MaxValue);

    public static Uri? Url(ArgumentResult given) =>
        Uri.TryCreate(Text(given), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? url
            : Fail<Uri>(given, "an address; expected http:// or https:// with a host, like http://127.0.0.1:5000");

    /// <summary>With an offset or Z, or as wall-clock time in the organization's time zone.</summary>
    public static InstantArgument? Instant(ArgumentResult given) =>
        InstantArgument.TryParse(Text(given)) is { } instant && IsAllowedYear(instant.Year)
            ? instant
            : Fail<InstantArgument>(
                given,
                $"an instant of the years {FirstYear} to {LastYear}; write it like 2026-03-09T09:00 or 2026-03-09T09:00:00Z"
            );

    private static bool IsAllowedYear(int year) => year is >= FirstYear and <= LastYear;

    private static DateOnly? TryParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && IsAllowedYear(date.Year)
            ? date
            : null;

    private static string Id(ArgumentResult given, string text)
    {
        var id = EscapedText.Decode(text);
        var isId = id.Length > 0 && !id.Contains('\0', StringComparison.Ordinal);
        return isId ? id : Fail<string>(given, "an id; expected a text that is not empty", text)!;
    }

    private static int Number(ArgumentResult given, int from, int to) =>
        int.TryParse(Text(given), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= from
        && number <= to
            ? number
            : Fail<int>(given, $"a whole number from {Format.Count(from)} to {Format.Count(to)}");

    private static string Text(ArgumentResult given) => given.Tokens[0].Value;

    private static T? Fail<T>(ArgumentResult given, string expected, string? value = null)
    {
        var name = given.Parent is OptionResult option ? option.Option.Name : given.Argument.Name;
        given.AddError($"{name}: '{value ?? Text(given)}' is not {expected}.");
        return default;
    }
}
