using System.Globalization;
using System.Text.Json;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Cli.Output;

/// <summary>How values are written for people.</summary>
internal static class Words
{
    public static Phrase Nothing { get; } = Phrase.Of("–", Style.Grey);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Phrase Date(DateOnly? date) => date is { } day ? Date(day) : Nothing;

    public static string Instant(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static Phrase Instant(DateTimeOffset? instant, TimeZoneInfo zone) => instant is { } at ? Instant(at, zone) : Nothing;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With its noun, whose plural ends in s.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static Phrase Alarming(long count) => count == 0 ? "0" : Phrase.Of(Count(count), Style.Red);

    public static Phrase Text(string? text) => string.IsNullOrEmpty(text) ? Nothing : text;

    public static Phrase Status(PeriodStatus status) => Phrase.Of(Name(status), StyleOf(status));

    public static string Name<T>(T value)
        where T : struct, Enum => Name(value.ToString());

    /// <summary>Of a value that is named in code.</summary>
    public static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static Style StyleOf(PeriodStatus status) =>
        status switch
        {
            PeriodStatus.Overdue or PeriodStatus.Missed => Style.Red,
            PeriodStatus.Open => Style.Blue,
            PeriodStatus.Scheduled or PeriodStatus.Paused => Style.Yellow,
            PeriodStatus.Completed or PeriodStatus.Satisfied => Style.Green,
            PeriodStatus.CompletedLate => Style.Olive,
            _ => Style.Grey,
        };
}
