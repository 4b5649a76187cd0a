using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Past;

/// <summary>The two times of a question about the past.</summary>
internal sealed class PastOptions
{
    public Option<DateOnly?> AsOf { get; } =
        new("--as-of") { CustomParser = Values.Date, Description = "What held on this date, yyyy-MM-dd; today without it." };

    public Option<GivenInstant?> KnownAt { get; } =
        new("--known-at")
        {
            CustomParser = Values.Instant,
            Description =
                "Only from what was recorded up to this instant, such as 2026-03-09T09:00 in the organization's time zone, or with an offset or Z; from everything without it.",
        };

    public async Task<Moment> Of(ParseResult given, Database database, CancellationToken cancellationToken)
    {
        var calendar = database.Settings.Calendar;
        return new Moment(
            given.GetValue(AsOf) ?? calendar.DateOf(await database.Now(cancellationToken)),
            given.GetValue(KnownAt)?.In(calendar.Zone)
        );
    }

    public static string InWords(Moment moment, TimeZoneInfo zone) =>
        $"on {Words.Date(moment.AsOf)}{(moment.KnownAt is { } at ? $", from what was known at {Words.Instant(at, zone)}" : "")}";
}
