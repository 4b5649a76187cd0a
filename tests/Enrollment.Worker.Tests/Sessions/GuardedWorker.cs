using Enrollment.Contracts;
using Enrollment.Queries.Sessions;
using Enrollment.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.Worker.Tests.Sessions;

/// <summary>
/// A worker with its own role that ends after four seconds what holds work back, instead of after a minute, and others who get in its way.
/// </summary>
internal sealed class GuardedWorker : IAsyncDisposable
{
    public static readonly SessionLimits Limits = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    private const string Rule =
        """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
        + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":10}}""";

    private int _people;

    private GuardedWorker(TestServers servers, TestWorker worker) => (Servers, Worker) = (servers, worker);

    public TestServers Servers { get; }

    public TestWorker Worker { get; }

    public static async Task<GuardedWorker> Start()
    {
        var servers = await ThreeRoles.Create();
        var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.AddSingleton(Limits),
            $"--Enrollment:Postgres={servers.As(ThreeRoles.Worker)}",
            "--Enrollment:NightlyClock=false"
        );
        await worker.Publisher.Publish<AutoEnrollmentRuleSaved>(Rule);
        var guarded = new GuardedWorker(servers, worker);
        await Eventually.Be(() => guarded.Count("select count(*) from enrollment.mt_events"), count => count == 1);
        return guarded;
    }

    /// <summary>A session whose settings do not end it, as any session may choose.</summary>
    public async Task<NpgsqlConnection> Open(string? role)
    {
        var connection = await Servers.Open(role);
        await connection.Execute(
            "set idle_in_transaction_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0; "
                + "set client_connection_check_interval = 0"
        );
        return connection;
    }

    /// <summary>Somebody joins by hand; returns when a worker was asked.</summary>
    public async Task<string> Join()
    {
        var id = $"p{++_people}";
        await Worker.Publisher.Publish<UserCreated>(
            $$"""{"messageId":"{{id}}","occurredAt":"2026-05-01T10:00:00Z","userId":"{{id}}","displayName":"{{id}}","groups":"""
                + $$"""["g"],"origin":"userInterface"}"""
        );
        return id;
    }

    /// <summary>Somebody joins, is enrolled, announced and chained.</summary>
    public async Task WorkGoesOn(int seconds = 20) => await IsDone(await Join(), seconds);

    public async Task IsDone(string person, int seconds = 20)
    {
        await Eventually.Be(
            () => Count($"select count(*) from enrollment.enrollment where learner_id = '{person}'"),
            count => count == 1,
            seconds
        );
        var last = await Count($"select max(seq_id) from enrollment.mt_events where stream_id like '%/{person}'");
        await Eventually.Be(
            () => Count("select last_seq_id from enrollment.mt_event_progression where name = 'Announcements:All'"),
            at => at >= last,
            seconds
        );
        await Eventually.Be(() => Count("select max(seq_id) from enrollment.audit_chain"), at => at >= last, seconds);
    }

    /// <summary>A number that nobody will ever use, as a killed worker leaves it.</summary>
    public Task LoseANumber() => Servers.ExecuteAs(null, "select nextval('enrollment.mt_events_sequence')");

    public Task<long> Count(string sql) => Servers.ExecuteAs<long>(null, sql);

    public Task IsEnded(int pid, int seconds = 20) =>
        Eventually.Be(() => Servers.ExecuteAs<string>(null, StateOf(pid)), state => state == "ended", seconds);

    public async Task IsAlive(int pid) => (await Count($"select count(*) from pg_stat_activity where pid = {pid}")).Should().Be(1);

    /// <summary>Waits until health says so; it stays ready.</summary>
    public Task<string> IsNamed(params string[] words) =>
        Eventually.Be(
            Worker.Readiness,
            text =>
                text.Contains("\"sessions\":{\"status\":\"Degraded\"", StringComparison.Ordinal)
                && words.All(word => text.Contains(word, StringComparison.Ordinal))
        );

    public Task IsWellAgain() =>
        Eventually.Be(Worker.Readiness, text => text.Contains("\"sessions\":{\"status\":\"Healthy\"", StringComparison.Ordinal));

    /// <summary>Whether the session has ended, and otherwise what the daemon waits for, which explains a session that stays.</summary>
    private static string StateOf(int pid) =>
        $"""
            select coalesce((
              select format('%s, transaction %s, daemon %s, events %s', a.state, a.backend_xid,
                (select string_agg(format('%s at %s of %s', name, last_seq_id, last_updated), '; ')
                 from enrollment.mt_event_progression),
                (select array_agg(seq_id order by seq_id) from enrollment.mt_events))
              from pg_stat_activity a where a.pid = {pid}), 'ended')
            """;

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
