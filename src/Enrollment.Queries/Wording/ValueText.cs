using System.Globalization;

namespace Enrollment.Queries.Wording;

/// <summary>Dates, instants, counts and lists, as every sentence writes them.</summary>
public static class ValueText
{
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>UTC, for sentences that a process without the organization's time zone writes.</summary>
    public static string Utc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The count with its noun, whose plural ends in s.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string List<T>(IEnumerable<T> items, string separator = ", ") => string.Join(separator, items);

    /// <summary>Without the period at its end, as part of a sentence that has its own.</summary>
    public static string Clause(string message) => message.TrimEnd('.');
}
