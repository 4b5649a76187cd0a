using System.Diagnostics;
using System.Diagnostics.Metrics;
using Enrollment.Worker.DeadLetters;

namespace Enrollment.Worker.Observability;

/// <summary>All instruments of the system itself. Tags are types and kinds, never ids.</summary>
public sealed class EnrollmentMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Enrollment";

    private static readonly double[] AgeBounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600, 3_600, 86_400, 604_800];

    private readonly Counter<long> facts;
    private readonly Histogram<double> factAge;
    private readonly Counter<long> enrollments;
    private readonly Counter<long> deadLetters;
    private readonly TimeProvider clock;
    private NightFigures night = new(0, 0, 0);
    private DateTimeOffset? lastSuccess;

    public EnrollmentMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(Name);
        facts = meter.CreateCounter<long>("enrollment.facts", "{fact}", "Facts by type and outcome");
        factAge = meter.CreateHistogram("enrollment.fact.age", "s", "From occurredAt to committed", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = AgeBounds });
        enrollments = meter.CreateCounter<long>("enrollment.changes", "{change}", "Changes of enrollments by kind");
        deadLetters = meter.CreateCounter<long>("enrollment.dead_letters", "{message}", "Messages kept in the table of what was not applied, by kind");
        meter.CreateObservableGauge("enrollment.night.planned", () => night.Planned, "{item}", "Work planned for the latest night");
        meter.CreateObservableGauge("enrollment.night.applied", () => night.Applied, "{item}", "Work of the latest night that is done");
        meter.CreateObservableGauge("enrollment.night.remaining", () => night.Remaining, "{item}", "Work of the latest night that is left");
        meter.CreateObservableGauge("enrollment.clock", () => clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000d, "s", "The time this process goes by, in seconds since 1970");
        meter.CreateObservableGauge("enrollment.night.last_success", LastSuccess, "s", "When the latest night ended well, in seconds since 1970");
    }

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Called after the commit.</summary>
    public void FactHandled(Type factType, FactOutcome outcome, DateTimeOffset? occurredAt = null)
    {
        ArgumentNullException.ThrowIfNull(factType);
        var type = new KeyValuePair<string, object?>("type", factType.Name);
        facts.Add(1, type, new("outcome", Word(outcome)));
        if (occurredAt is { } since && outcome is FactOutcome.Applied or FactOutcome.Unchanged)
            factAge.Record(Math.Max(0, (clock.GetUtcNow() - occurredAt!.Value).TotalSeconds), type);
    }

    /// <param name="kind">The event's name, such as <c>overdue</c>.</param>
    /// <param name="count">How many at once.</param>
    public void EnrollmentChanged(string kind, long count = 1) => enrollments.Add(count, new KeyValuePair<string, object?>("kind", kind));

    public void DeadLetterKept(DeadLetterKind kind) => deadLetters.Add(1, new KeyValuePair<string, object?>("kind", Word(kind)));

    public void NightProgressed(long planned, long applied, long remaining) => night = new NightFigures(planned, applied, remaining);

    public void NightSucceeded(DateTimeOffset at) => lastSuccess = at;

    private IEnumerable<Measurement<long>> LastSuccess() => lastSuccess is { } at ? [new(at.ToUnixTimeSeconds())] : [];

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed record NightFigures(long Planned, long Applied, long Remaining);
}
