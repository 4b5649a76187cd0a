using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Processing.Observability;

/// <summary>The instruments of the system. Tags are types and kinds, never ids.</summary>
public sealed class EnrollmentMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Enrollment";

    private static readonly double[] AgeBounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600, 3_600, 86_400, 604_800];

    // Of the process, not of a host: OpenTelemetry forgets an instrument as soon as one of two meters of the same name is disposed.
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Facts = Meter.CreateCounter<long>("enrollment.facts", "{fact}", "Facts by type and outcome");
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "enrollment.changes",
        "{change}",
        "Changes of enrollments by kind"
    );
    private static readonly Counter<long> Undecided = Meter.CreateCounter<long>(
        "enrollment.undecided",
        "{learner}",
        "Learners a night could not judge by a rule because their hire date is unknown"
    );

    private static readonly Counter<long> WithoutHireDate = Meter.CreateCounter<long>(
        "enrollment.due_without_hire_date",
        "{learner}",
        "Learners whose due date a night could not count from their hire date because it is unknown"
    );

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "enrollment.dead_letters",
        "{message}",
        "Messages put into the table of dead letters, by kind"
    );

    private static readonly Counter<long> Evicted = Meter.CreateCounter<long>(
        "enrollment.dead_letters.evicted",
        "{message}",
        "Messages deleted from the full table of dead letters, by the source that holds most of it"
    );
    private static readonly Counter<long> SessionsEnded = Meter.CreateCounter<long>(
        "enrollment.sessions.ended",
        "{session}",
        "Sessions of other roles that a worker has ended, by role"
    );

    private static readonly Histogram<double> FactAge = Meter.CreateHistogram(
        "enrollment.fact.age",
        "s",
        "From occurredAt to committed",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = AgeBounds }
    );

    private static readonly ConcurrentDictionary<string, bool> Problems = new();

    private static volatile IReadOnlyDictionary<string, int> _blocking = new Dictionary<string, int>();
    private static NightFigures _night = new(0, 0, 0);
    private static long _parked;
    private static long _refusedAnnouncements;
    private static DateTimeOffset? _lastSuccess;
    private static DateTimeOffset? _nextNight;
    private static volatile TimeProvider _latestClock = TimeProvider.System;

    private readonly TimeProvider _clock;

    static EnrollmentMetrics()
    {
        Meter.CreateObservableGauge(
            "enrollment.night.planned",
            () => _night.Planned,
            "{item}",
            "Learners and enrollments the latest night has planned so far"
        );
        Meter.CreateObservableGauge(
            "enrollment.night.applied",
            () => _night.Applied,
            "{item}",
            "Learners and enrollments the latest night has changed so far"
        );
        Meter.CreateObservableGauge(
            "enrollment.night.remaining",
            () => _night.Remaining,
            "{item}",
            "Planned learners and enrollments of the latest night that are left"
        );
        Meter.CreateObservableGauge(
            "enrollment.night.last_success",
            LastSuccess,
            "s",
            "When the latest night ended well, in seconds since 1970"
        );
        Meter.CreateObservableGauge(
            "enrollment.parked",
            () => _parked,
            "{message}",
            "Dead letters in enrollment-parked: they could not be stored"
        );
        Meter.CreateObservableGauge("enrollment.night.next", NextNight, "s", "When the next night is due, in seconds since 1970");
        Meter.CreateObservableGauge(
            "enrollment.problem",
            ProblemsNow,
            "1",
            "1 while the condition has a problem, as /health/ready and status name it; 0 while it is well"
        );
        Meter.CreateObservableGauge(
            "enrollment.sessions.blocking",
            SessionsBlocking,
            "{session}",
            "Sessions of other roles that hold work back now, by role"
        );
        Meter.CreateObservableGauge(
            "enrollment.announcements.refused",
            () => Volatile.Read(ref _refusedAnnouncements),
            "{announcement}",
            "Announcements that a queue refused and that are kept for sending again"
        );
        Meter.CreateObservableGauge(
            "enrollment.clock",
            () => _latestClock.GetUtcNow().ToUnixTimeMilliseconds() / 1000d,
            "s",
            "The time this process goes by, in seconds since 1970"
        );
    }

    public EnrollmentMetrics(TimeProvider clock) => _latestClock = this._clock = clock;

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Counts a handled fact. After a commit, the instant of its occurrence gives its age.</summary>
    public void FactHandled(Type factType, FactOutcome outcome, DateTimeOffset? occurredAt = null)
    {
        ArgumentNullException.ThrowIfNull(factType);
        var type = new KeyValuePair<string, object?>("type", factType.Name);
        Facts.Add(1, type, new("outcome", Word(outcome)));
        if (occurredAt is { } since)
            FactAge.Record(Math.Max(0, (_clock.GetUtcNow() - since).TotalSeconds), type);
    }

    /// <param name="kind">The event's name, such as <c>PeriodBecameOverdue</c>.</param>
    /// <param name="count">The number of changes.</param>
    public static void EnrollmentChanged(string kind, long count = 1) =>
        Changes.Add(count, new KeyValuePair<string, object?>("kind", kind));

    public static void HireDateUnknown() => Undecided.Add(1);

    public static void DueWithoutHireDate() => WithoutHireDate.Add(1);

    public static void DeadLetterKept(DeadLetterKind kind) => DeadLetters.Add(1, new KeyValuePair<string, object?>("kind", Word(kind)));

    /// <param name="source">The broker's user who sent them, or their queue.</param>
    /// <param name="count">The number of dead letters.</param>
    public static void DeadLettersEvicted(string source, long count) =>
        Evicted.Add(count, new KeyValuePair<string, object?>("source", source));

    public static void NightProgressed(long planned, long applied, long remaining) =>
        _night = new NightFigures(planned, applied, remaining);

    public static void NightSucceeded(DateTimeOffset at) => _lastSuccess = at;

    public static void ParkedSeen(long count) => _parked = count;

    public static void NextNight(DateTimeOffset at) => _nextNight = at;

    /// <param name="condition">The name of the condition.</param>
    /// <param name="hasProblem">Whether the latest check found a problem.</param>
    public static void ConditionSeen(string condition, bool hasProblem) => Problems[condition] = hasProblem;

    /// <param name="roles">The role of each session that blocks work now.</param>
    public static void SessionsBlock(IEnumerable<string> roles) =>
        _blocking = _blocking
            .Keys.Select(role => (role, count: 0))
            .Concat(roles.Select(role => (role, count: 1)))
            .GroupBy(found => found.role)
            .ToDictionary(role => role.Key, role => role.Sum(found => found.count));

    /// <param name="role">The role of the session.</param>
    public static void SessionEnded(string role) => SessionsEnded.Add(1, new KeyValuePair<string, object?>("role", role));

    private static IEnumerable<Measurement<int>> SessionsBlocking() =>
        _blocking.Select(role => new Measurement<int>(role.Value, new KeyValuePair<string, object?>("role", role.Key)));

    /// <param name="count">The number of stored positions, of all workers.</param>
    public static void AnnouncementsRefused(long count) => Volatile.Write(ref _refusedAnnouncements, count);

    private static IEnumerable<Measurement<int>> ProblemsNow() =>
        Problems.Select(condition => new Measurement<int>(
            condition.Value ? 1 : 0,
            new KeyValuePair<string, object?>("condition", condition.Key)
        ));

    private static IEnumerable<Measurement<long>> LastSuccess() => _lastSuccess is { } at ? [new(at.ToUnixTimeSeconds())] : [];

    private static IEnumerable<Measurement<long>> NextNight() => _nextNight is { } at ? [new(at.ToUnixTimeSeconds())] : [];

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed record NightFigures(long Planned, long Applied, long Remaining);
}
