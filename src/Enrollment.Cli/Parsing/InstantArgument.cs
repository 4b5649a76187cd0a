using System.Globalization;

namespace Enrollment.Cli.Parsing;

/// <summary>An instant as it was written: with an offset, or as a wall clock shows it.</summary>
internal sealed record InstantArgument(DateTime WallClock, TimeSpan? Offset)
{
    public int Year => WallClock.Year;

    /// <summary>Null where it is none.</summary>
    public static InstantArgument? TryParse(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var wall))
            return null;
        if (wall.Kind == DateTimeKind.Unspecified)
            return new InstantArgument(wall, null);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new InstantArgument(at.DateTime, at.Offset)
            : null;
    }

    public DateTimeOffset ToInstant(TimeZoneInfo zone) =>
        new(DateTime.SpecifyKind(WallClock, DateTimeKind.Unspecified), Offset ?? zone.GetUtcOffset(WallClock));
}
