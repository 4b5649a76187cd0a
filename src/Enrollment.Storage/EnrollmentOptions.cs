using System.Globalization;
using Enrollment.Storage.Clock;

namespace Enrollment.Storage;

/// <summary>The settings of section <c>Enrollment</c>; checked once, when the host is built.</summary>
public sealed class EnrollmentOptions
{
    public const string Section = "Enrollment";

    /// <summary>Npgsql connection string.</summary>
    public string Postgres { get; init; } = "";

    /// <summary>amqp(s):// URI with the virtual host.</summary>
    public string RabbitMq { get; init; } = "";

    /// <summary>
    /// http(s)://user:password@host:port of the broker's management interface: it says which queue refuses announcements, and commands read
    /// queues there.
    /// </summary>
    public string? RabbitMqManagement { get; init; }

    public string TimeZone { get; init; } = "UTC";

    public string NightlyAt { get; init; } = "02:00";

    public int MinimumDaysToComplete { get; init; } = 7;

    /// <summary>A withdrawn period that comes back after so many days counts as never withdrawn (semantics 7).</summary>
    public int ShortAbsenceDays { get; init; } = 7;

    /// <summary>A night at most so many days after the last one begins by itself; a later one waits for an operator.</summary>
    public int? MaxCatchUpDays { get; init; }

    /// <summary>Path of the Prometheus endpoint; empty to have none.</summary>
    public string MetricsEndpoint { get; init; } = "/metrics";

    public string? OtlpEndpoint { get; init; }

    /// <summary><c>text</c> or <c>json</c>.</summary>
    public string LogFormat { get; init; } = "text";

    /// <summary>Replaces the real clock by one that <c>enrollctl clock set</c> moves.</summary>
    public bool DemonstrationClock { get; init; }

    /// <summary>Whether this process looks for due nights; any number may.</summary>
    public bool NightlyClock { get; init; } = true;

    /// <summary>How often a message is handed out again after a crash or a lost connection before it counts as undeliverable.</summary>
    public int DeliveryLimit { get; init; } = 20;

    public ushort Prefetch { get; init; } = 1000;

    /// <summary>Segments of a night that this process handles at once.</summary>
    public int Concurrency { get; init; } = Math.Max(2, Environment.ProcessorCount);

    public int DeadLetterMaxCount { get; init; } = 10_000;

    public int DeadLetterMaxAgeDays { get; init; } = 90;

    /// <summary>Where each night's digest of the record is written, a file for each business date; empty to have none.</summary>
    public string DigestFolder { get; init; } = "";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>14 days where nothing is said; none on the demonstration clock, which jumps.</summary>
    public int? CatchUpLimit => MaxCatchUpDays ?? (DemonstrationClock ? null : 14);

    public TimeOnly NightlyTime => TimeOnly.ParseExact(NightlyAt, "HH:mm", CultureInfo.InvariantCulture);
}
