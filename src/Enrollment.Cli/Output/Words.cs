using System.Globalization;
using System.Text.Json;
using Enrollment.Domain.Enrollments;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>How values are written for people.</summary>
internal static class Words
{
    public const string Nothing = "[grey]–[/]";

    public static string Date(DateOnly? date) => date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Nothing;

    public static string Instant(DateTimeOffset? instant, TimeZoneInfo zone) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : Nothing;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Alarming(long count) => count == 0 ? "0" : $"[red]{Count(count)}[/]";

    public static string Text(string? text) => text is null ? Nothing : Markup.Escape(text);

    public static string Status(PeriodStatus status) => $"[{Color(status)}]{Name(status)}[/]";

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Color(PeriodStatus status) => status switch
    {
        PeriodStatus.Overdue or PeriodStatus.Missed => "red",
        PeriodStatus.Open => "blue",
        PeriodStatus.Scheduled or PeriodStatus.Paused => "yellow",
        PeriodStatus.Completed or PeriodStatus.Satisfied => "green",
        PeriodStatus.CompletedLate => "olive",
        _ => "grey",
    };
}
