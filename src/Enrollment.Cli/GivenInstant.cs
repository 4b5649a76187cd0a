using System.Globalization;

namespace Enrollment.Cli;

/// <summary>An instant as it was written: with an offset, or as a wall clock shows it.</summary>
internal sealed record GivenInstant(DateTime Wall, TimeSpan? Offset)
{
    public int Year => Wall.Year;

    /// <summary>Null where it is none.</summary>
    public static GivenInstant? TryParse(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var wall))
            return null;
        if (wall.Kind == DateTimeKind.Unspecified)
            return new GivenInstant(wall, null);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new GivenInstant(at.DateTime, at.Offset)
            : null;
    }

    public DateTimeOffset In(TimeZoneInfo zone) =>
        new(DateTime.SpecifyKind(Wall, DateTimeKind.Unspecified), Offset ?? zone.GetUtcOffset(Wall));
}
