using System.CommandLine;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Periods;

namespace Enrollment.Cli.AsOf;

/// <summary>The business date and the recording time of a query about the past.</summary>
internal sealed class AsOfOptions
{
    public Option<DateOnly?> AsOf { get; } =
        new("--as-of") { CustomParser = OptionParsers.Date, Description = "The date of the answer, yyyy-MM-dd. The default is today." };

    public Option<InstantArgument?> KnownAt { get; } =
        new("--known-at")
        {
            CustomParser = OptionParsers.Instant,
            Description =
                "Use only what was recorded up to this instant, such as 2026-03-09T09:00 in the organization's time zone, or with an "
                + "offset or Z. The default is everything.",
        };

    public async Task<PointInTime> ReadAsync(ParseResult given, Database database, CancellationToken cancellationToken)
    {
        var calendar = database.Settings.Calendar;
        return new PointInTime(
            given.GetValue(AsOf) ?? calendar.DateOf(await database.GetNowAsync(cancellationToken)),
            given.GetValue(KnownAt)?.ToInstant(calendar.Zone)
        );
    }

    public static string Describe(PointInTime asOf, TimeZoneInfo zone) => EnrollmentText.AsOf(asOf.AsOf, asOf.KnownAt, zone);
}
