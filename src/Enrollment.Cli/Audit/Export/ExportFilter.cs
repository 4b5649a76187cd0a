using System.Globalization;
using Enrollment.Queries.History;

namespace Enrollment.Cli.Audit.Export;

/// <summary>The events to export, as given on the command line.</summary>
internal sealed record ExportFilter(string? Learner, string? Activity, DateOnly? From, DateOnly? To)
{
    public string Description
    {
        get
        {
            string?[] parts =
            [
                Learner is null ? null : $"learner {Learner}",
                Activity is null ? null : $"activity {Activity}",
                From is null ? null : $"from {Format(From)}",
                To is null ? null : $"to {Format(To)}",
            ];
            return parts.Any(part => part is not null) ? string.Join(", ", parts.OfType<string>()) : "everything";
        }
    }

    /// <summary>Dates are those of the organization's time zone.</summary>
    public RecordedEvents ToQuery(TimeZoneInfo zone) => new(Learner, Activity, StartOfDay(From, zone), StartOfDay(To?.AddDays(1), zone));

    private static DateTimeOffset? StartOfDay(DateOnly? date, TimeZoneInfo zone) =>
        date is { } day
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)))
            : null;

    private static string Format(DateOnly? date) => date!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
