using System.Globalization;
using Enrollment.Queries.History;

namespace Enrollment.Cli.Audit.Exporting;

/// <summary>What is to be exported, as the command line says it.</summary>
internal sealed record Wanted(string? Learner, string? Activity, DateOnly? From, DateOnly? To)
{
    public string Words
    {
        get
        {
            string?[] parts =
            [
                Learner is null ? null : $"learner {Learner}",
                Activity is null ? null : $"activity {Activity}",
                From is null ? null : $"from {Text(From)}",
                To is null ? null : $"to {Text(To)}",
            ];
            return parts.Any(part => part is not null) ? string.Join(", ", parts.OfType<string>()) : "everything";
        }
    }

    /// <summary>Dates are those of the organization's time zone.</summary>
    public RecordedEvents In(TimeZoneInfo zone) => new(Learner, Activity, Begin(From, zone), Begin(To?.AddDays(1), zone));

    private static DateTimeOffset? Begin(DateOnly? date, TimeZoneInfo zone) =>
        date is { } day
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)))
            : null;

    private static string Text(DateOnly? date) => date!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
