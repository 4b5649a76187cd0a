using System.Globalization;

namespace Enrollment.Cli.Parsing;

/// <summary>An instant as entered: with an offset, or as wall-clock time.</summary>
internal sealed record InstantArgument(DateTime WallClock, TimeSpan? Offset)
{
    public int Year => WallClock.Year;

    /// <summary>Null if the text is not an instant.</summary>
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
