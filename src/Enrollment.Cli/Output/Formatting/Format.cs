using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Enrollment.Domain.Enrollments;
using Enrollment.Intake.Escaping;
using Enrollment.Queries.Wording;
using Enrollment.Queries.Wording.Periods;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>Formats values for people.</summary>
internal static class Format
{
    public static StyledText None { get; } = StyledText.Of("–", TextStyle.Grey);

    public static string Date(DateOnly date) => ValueText.Date(date);

    public static StyledText Date(DateOnly? date) => date is { } day ? Date(day) : None;

    public static string Instant(DateTimeOffset instant, TimeZoneInfo zone) => ValueText.Instant(instant, zone);

    public static StyledText Instant(DateTimeOffset? instant, TimeZoneInfo zone) => instant is { } at ? Instant(at, zone) : None;

    public static string Count(long count) => ValueText.Count(count);

    /// <summary>The count with its noun, whose plural ends in s.</summary>
    public static string Count(long count, string noun) => ValueText.Count(count, noun);

    public static StyledText FailureCount(long count) => count == 0 ? "0" : StyledText.Of(Count(count), TextStyle.Red);

    public static StyledText Text(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>An id or a name within a sentence of the wording, which <see cref="Sentence"/> prints.</summary>
    [return: NotNullIfNotNull(nameof(id))]
    public static string? Id(string? id) => id is null ? null : EscapedText.Of(id);

    /// <summary>A sentence of the wording that was given its ids by <see cref="Id"/>.</summary>
    public static StyledText Sentence(string withEscapedIds) => StyledText.OfEscaped(withEscapedIds);

    public static StyledText Status(PeriodStatus status) => StyledText.Of(PeriodText.Of(status), StyleOf(status));

    /// <summary>The name of a value as options and JSON write it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => Name(value.ToString());

    /// <summary>The name of a value that is named in code.</summary>
    public static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static TextStyle StyleOf(PeriodStatus status) =>
        status switch
        {
            PeriodStatus.Overdue or PeriodStatus.Missed => TextStyle.Red,
            PeriodStatus.Open => TextStyle.Blue,
            PeriodStatus.Scheduled or PeriodStatus.Paused => TextStyle.Yellow,
            PeriodStatus.Completed or PeriodStatus.Satisfied => TextStyle.Green,
            PeriodStatus.CompletedLate => TextStyle.Olive,
            _ => TextStyle.Grey,
        };
}
