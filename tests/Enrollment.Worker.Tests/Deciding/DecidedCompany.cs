using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>Two workers on servers of their own, the time as a test says, and what they decided. The floor is 7 days.</summary>
internal sealed class DecidedCompany : IAsyncDisposable
{
    private readonly TestServers _servers;
    private readonly Time _time;
    private readonly TestWorker[] _workers;
    private int _published;

    private DecidedCompany(TestServers servers, Time time, TestWorker[] workers) => (_servers, _time, _workers) = (servers, time, workers);

    public IDocumentStore Store => _workers[0].Store;

    public string Postgres => _servers.Postgres;

    public static async Task<DecidedCompany> StartAsync(string now, int shortAbsenceDays = 0)
    {
        var (servers, time) = (await TestServers.Create(), new Time { Now = Instant(now) });
        TestWorker[] workers = [await StartAsync(servers, time, shortAbsenceDays), await StartAsync(servers, time, shortAbsenceDays)];
        return new DecidedCompany(servers, time, workers);
    }

    private static Task<TestWorker> StartAsync(TestServers servers, Time time, int shortAbsenceDays) =>
        TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton<TimeProvider>(time),
            "--Enrollment:TimeZone=UTC",
            "--Enrollment:NightlyAt=02:00",
            "--Enrollment:MinimumDaysToComplete=7",
            $"--Enrollment:ShortAbsenceDays={shortAbsenceDays}",
            "--Enrollment:NightlyClock=false",
            "--Enrollment:MaxCatchUpDays=36500"
        );

    public void SetTime(string now) => _time.Now = Instant(now);

    /// <summary>A rule for the group of the same name: once, within so many days.</summary>
    public Task SaveRule(string rule, int days, string more = "") =>
        Publish<AutoEnrollmentRuleSaved>(
            $$"""
            "ruleId": "{{rule}}", "activityId": "{{rule}}", "version": 1, "requirement": "required", "recurrence": { "kind": "oneTime" },
            "audience": { "kind": "groups", "groupIds": ["{{rule}}"] }, "due": { "kind": "within", "days": {{days}} }{{more}}
            """,
            "2026-05-01T07:00:00Z"
        );

    /// <summary>Publishes a fact, and returns what became of it.</summary>
    public async Task<string> Publish<TFact>(string members, string occurredAt, string? messageId = null)
    {
        var before = await Outcomes();
        await _workers[0].Publisher.Publish<TFact>(Body(members, occurredAt, messageId));
        var after = await Eventually.Be(Outcomes, outcomes => outcomes.Values.Sum() > before.Values.Sum());
        return after.First(outcome => outcome.Value > before.GetValueOrDefault(outcome.Key)).Key;
    }

    /// <summary>Publishes facts without a wait between them, and waits until both workers have handled all of them.</summary>
    public async Task PublishTogether(params IReadOnlyList<(Type Type, string Members, string OccurredAt)> facts)
    {
        var before = (await Outcomes()).Values.Sum();
        foreach (var (type, members, occurredAt) in facts)
            await _workers[0].Publisher.Publish(type, System.Text.Encoding.UTF8.GetBytes(Body(members, occurredAt, null)));
        await Eventually.Be(async () => (await Outcomes()).Values.Sum(), handled => handled >= before + facts.Count);
    }

    /// <summary>The periods of an enrollment in words.</summary>
    public async Task<string> Periods(string activity, string learner) =>
        string.Join(
            ", ",
            (await State(activity, learner)).Periods.Select(period =>
                $"{period.EnrolledOn:yyyy-MM-dd} due {period.Due:yyyy-MM-dd} {JsonNamingPolicy.CamelCase.ConvertName($"{period.Status}")}"
            )
        );

    public async Task<EnrollmentState> State(string activity, string learner)
    {
        await using var session = Store.LightweightSession();
        var key = new EnrollmentKey(new ActivityId(activity), new LearnerId(learner));
        return (await session.LoadEnrollmentAsync(key, CancellationToken.None)).State;
    }

    public async Task RunNight(DateOnly date)
    {
        await BeginNight(date);
        await EndOfNight(date);
    }

    /// <summary>Asks for a night at its instant, and does not wait for it.</summary>
    public Task BeginNight(DateOnly date)
    {
        _time.Now = new DateTimeOffset(date.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);
        return _workers[0].Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(date));
    }

    public Task EndOfNight(DateOnly date) =>
        Eventually.Be(
            async () =>
            {
                await using var session = Store.QuerySession();
                return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date));
            },
            run => run?.CompletedAt is not null,
            seconds: 30
        );

    public async Task<DeadLetter> DeadLetter(string messageId) =>
        (
            await Eventually.Be(
                async () =>
                {
                    await using var session = Store.QuerySession();
                    return await session.Query<DeadLetter>().FirstOrDefaultAsync(letter => letter.MessageId == messageId);
                },
                letter => letter is not null
            )
        )!;

    /// <summary>The dates on which a run has to look at the learner.</summary>
    public async Task<IReadOnlyList<DateOnly>> CalendarDates(string learner) =>
        await Query(
            $"select on_date from {OwnTables.LearnerCalendarDate} where learner_id = @id order by 1",
            learner,
            row => row.GetFieldValue<DateOnly>(0)
        );

    /// <summary>Whether the next run has to look at the learner.</summary>
    public async Task<bool> IsPending(string learner) =>
        (await Query($"select 1 from {OwnTables.PendingLearner} where learner_id = @id", learner, row => row.GetInt32(0))).Count > 0;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, string id, Func<Npgsql.NpgsqlDataReader, T> read)
    {
        await using var session = Store.QuerySession();
        return await Sql.QueryAsync(session, sql, read, CancellationToken.None, Sql.Text("id", id));
    }

    public async Task Execute(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private string Body(string members, string occurredAt, string? messageId) =>
        $$"""{ "messageId": "{{messageId ?? $"m{++_published:d4}"}}", "occurredAt": "{{occurredAt}}", {{members}} }""";

    // Of the process, and so of both workers.
    private async Task<Dictionary<string, int>> Outcomes()
    {
        var found = Regex.Matches(
            await _workers[0].Text("/metrics"),
            """enrollment_facts_total\{[^}]*outcome="(\w+)",type="\w+"[^}]*\} ([0-9]+)"""
        );
        return found
            .GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.Sum(match => int.Parse(match.Groups[2].Value, null)));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Time : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
