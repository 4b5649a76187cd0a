using System.Globalization;
using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>
/// The allowed dates and instants. The limits leave room for every interval, so that each computed date is in the calendar.
/// </summary>
internal static class Dates
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    public static string Possible { get; } = $"a date outside the years {FirstYear} to {LastYear} is impossible here";

    public static bool IsPossible(DateOnly date) => date.Year is >= FirstYear and <= LastYear;

    public static bool IsPossible(DateTimeOffset instant) => instant.Year is >= FirstYear and <= LastYear;

    public static bool TryReadDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static bool TryReadInstant(JsonElement element, string text, out DateTimeOffset instant)
    {
        if (!HasOffset(text) || !element.TryGetDateTimeOffset(out instant))
        {
            instant = default;
            return false;
        }

        // The database stores microseconds. A stored instant must not be earlier.
        instant = instant.ToUniversalTime();
        instant = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
        return true;
    }

    public static DateOnly BusinessDate(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>Without an offset the parser would assume the machine's time zone.</summary>
    private static bool HasOffset(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return time >= 0 && (text.EndsWith('Z') || text.AsSpan(time).ContainsAny('+', '-'));
    }
}
