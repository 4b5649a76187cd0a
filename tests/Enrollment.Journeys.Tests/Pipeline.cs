using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Cli.Simulate;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Journeys.Tests;

/// <summary>
/// The real pipeline for one organization: messages over RabbitMQ, streams in PostgreSQL, nights by the saga, time as the test says.
/// </summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private readonly TestServers _servers;
    private readonly FactCounter _handled = new();
    private int _published;

    private Pipeline(TestServers servers, TestWorker worker, SettableTime time, BusinessCalendar calendar)
    {
        (_servers, Worker, Time, Calendar) = (servers, worker, time, calendar);
        worker.Services.GetRequiredService<IBus>().ConnectReceiveObserver(_handled);
    }

    public TestWorker Worker { get; }

    public SettableTime Time { get; }

    public BusinessCalendar Calendar { get; }

    public string Postgres => _servers.Postgres;

    public string RabbitMq => _servers.RabbitMq;

    /// <param name="organization">Its settings.</param>
    /// <param name="nightlyClock">Whether the worker looks for due nights itself; otherwise the test asks for them.</param>
    public static async Task<Pipeline> Start(ScenarioOrganization organization, bool nightlyClock = false)
    {
        var (servers, time) = (await TestServers.Create(), new SettableTime());
        return new Pipeline(servers, await StartWorker(servers, time, organization, nightlyClock), time, organization.Calendar);
    }

    /// <summary>One more worker on the same servers; what it handles is not counted.</summary>
    public Task<TestWorker> StartAnother(ScenarioOrganization organization, bool nightlyClock = false) =>
        StartWorker(_servers, Time, organization, nightlyClock);

    private static Task<TestWorker> StartWorker(
        TestServers servers,
        SettableTime time,
        ScenarioOrganization organization,
        bool nightlyClock
    ) =>
        TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton<TimeProvider>(time),
            $"--Enrollment:TimeZone={organization.TimeZone}",
            $"--Enrollment:NightlyAt={organization.NightlyAt:HH\\:mm}",
            $"--Enrollment:MinimumDaysToComplete={organization.MinimumDaysToComplete}",
            $"--Enrollment:ShortAbsenceDays={organization.ShortAbsenceDays}",
            $"--Enrollment:NightlyClock={nightlyClock}",
            // The time jumps by months.
            "--Enrollment:MaxCatchUpDays=36500"
        );

    /// <summary>Publishes the message as any publisher would, and waits until it is dealt with.</summary>
    public async Task Deliver(Arrival arrival)
    {
        Time.Set(arrival.At);
        var body = JsonNode.Parse(arrival.Message.Message.GetRawText())!.AsObject();
        body["messageId"] = arrival.Fact.MessageId;
        await Worker.Publisher.Publish(arrival.Fact.GetType(), Encoding.UTF8.GetBytes(body.ToJsonString()));
        _published++;
        await Eventually.Be(() => Task.FromResult(_handled.Count), count => count >= _published);
    }

    /// <summary>Publishes a body as it is, without waiting for what becomes of it.</summary>
    public Task Publish(string type, string body) =>
        Worker.Publisher.Publish(typeof(Fact).Assembly.GetType($"{typeof(Fact).Namespace}.{type}")!, Encoding.UTF8.GetBytes(body));

    /// <summary>Waits until so many facts are dealt with since the start.</summary>
    public Task HasHandled(int facts) => Eventually.Be(() => Task.FromResult(_handled.Count), count => count >= facts, seconds: 60);

    /// <summary>Plays a scenario as it would have happened; nights without new facts or due transitions can be left out.</summary>
    public async Task Play(Scenario scenario, bool everyNight)
    {
        var arrivals = new Queue<Arrival>(Arrival.All(scenario, Calendar, []));
        var begin = arrivals.Min(arrival => arrival.Fact.OccurredAt);
        for (var date = Calendar.DateOf(begin); date <= scenario.Until; date = date.AddDays(1))
        {
            var night = Calendar.NightlyInstant(date);
            if (night < begin)
                continue;
            var isNeeded = everyNight || date == scenario.Until || await HasTransitionsUpTo(date) || await IsInACalendar(date);
            for (; arrivals.TryPeek(out var next) && next.At <= night; isNeeded = true)
                await Deliver(arrivals.Dequeue());
            if (isNeeded)
                await RunNight(date);
        }

        while (arrivals.Count > 0)
            await Deliver(arrivals.Dequeue());
    }

    public async Task<NightlyRunDocument> RunNight(DateOnly date)
    {
        if (Time.GetUtcNow() < Calendar.NightlyInstant(date))
            Time.Set(Calendar.NightlyInstant(date));
        await Worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(date));
        return (await Eventually.Be(() => Run(date), run => run?.CompletedAt is not null, seconds: 30))!;
    }

    public async Task<bool> HasTransitionsUpTo(DateOnly date)
    {
        await using var session = Worker.Store.QuerySession();
        return (await session.QueryAsync<int>($"select count(*)::int from {OwnTables.Enrollment} where next_transition_on <= ?", date))[0]
            > 0;
    }

    /// <summary>Whether a date of a learner's calendar has come, or a rule begins or ends.</summary>
    private async Task<bool> IsInACalendar(DateOnly date)
    {
        await using var session = Worker.Store.QuerySession();
        var dates = await session.QueryAsync<int>($"select count(*)::int from {OwnTables.LearnerCalendarDate} where on_date <= ?", date);
        var rules = await session.Query<RuleDocument>().ToListAsync();
        return dates[0] > 0 || rules.Any(rule => rule.Saved.BeginsOrEnds(date.AddDays(-1), date).Any());
    }

    /// <summary>Every enrollment, folded from its stream.</summary>
    public async Task<IReadOnlyList<(ActivityId Activity, LearnerId Learner, EnrollmentState State)>> Enrollments()
    {
        await using var session = Worker.Store.QuerySession();
        var events = await session
            .Events.QueryAllRawEvents()
            .Where(e => e.StreamKey!.StartsWith("enrollment/"))
            .OrderBy(e => e.Sequence)
            .ToListAsync();
        return
        [
            .. events
                .GroupBy(e => e.StreamKey!)
                .Select(stream =>
                    (Ids: StreamKeys.Enrollment(stream.Key), State: EnrollmentState.From(stream.Select(e => (EnrollmentEvent)e.Data)))
                )
                .Where(entry => entry.State.Periods.Count > 0)
                .Select(entry => (entry.Ids.Activity, entry.Ids.Learner, entry.State))
                .OrderBy(entry => entry.Activity.Value, StringComparer.Ordinal)
                .ThenBy(entry => entry.Learner.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>Everything the event store holds, as it is stored.</summary>
    public async Task<string> EventsAsText()
    {
        await using var session = Worker.Store.QuerySession();
        return string.Join('\n', await session.QueryAsync<string>($"select data::text from {DatabaseSchema.Name}.mt_events"));
    }

    /// <summary>The read model's rows that have a period, in words.</summary>
    public async Task<IReadOnlyList<string>> Rows()
    {
        await using var session = Worker.Store.QuerySession();
        return await session.QueryAsync<string>(
            $"select lower(concat(activity_id, '/', learner_id, ': "
                + $"', status, ' ', due, ' ', next_transition_on)) from {OwnTables.Enrollment} where period is not null"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    /// <summary>Publishes a fact in the contract's JSON at an instant, and waits until it is dealt with.</summary>
    public Task Deliver(DateTimeOffset at, string type, string json) =>
        Deliver(
            Arrival.All(
                new Scenario(
                    "",
                    new ScenarioOrganization(Calendar.Zone.Id, Calendar.NightlyAt),
                    [new ScenarioMessage(type, JsonDocument.Parse(json).RootElement)],
                    default
                ),
                Calendar,
                []
            )[0] with
            {
                At = at,
            }
        );

    public async Task<NightlyRunDocument?> Run(DateOnly date)
    {
        await using var session = Worker.Store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date));
    }
}
