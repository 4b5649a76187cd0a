using System.Diagnostics;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Audit;

/// <summary>
/// A verification reads from one snapshot for as long as it takes. Neither does the event daemon wait for it at a gap, nor does a worker
/// end it: it holds nothing back.
/// The full number of events is that of <c>infra/soak.sh verify-as-auditor</c>.
/// </summary>
public sealed class When_an_auditor_verifies_while_work_goes_on
{
    private const string Rule =
        """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
        + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":10}}""";

    private static readonly int Events = Soak.Number("EVENTS", otherwise: 20_000);

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await ThreeRoles.Create();
        _worker = await TestWorker.Start(
            _servers,
            null,
            $"--Enrollment:Postgres={_servers.As(ThreeRoles.Worker)}",
            "--Enrollment:NightlyClock=false"
        );
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(Rule);
        await using (var owner = TestStore.Of(_servers))
            await LearnerSeeder.Seed(owner.Store, Events);
        await _servers.ExecuteAs(null, "vacuum (analyze)");
        await Eventually.Be(NotChained, left => left == 0, seconds: 60 + (Events / 200));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_come_to_its_end_and_hold_nothing_up()
    {
        using var verifying = new Enrollctl(_servers.As(ThreeRoles.Auditor), _servers.RabbitMq).Start("audit", "verify", "--json");
        await Eventually.Be(
            () =>
                _servers.ExecuteAs<long>(
                    "postgres",
                    "select count(*) from pg_stat_activity where usename = 'enrollment_auditor' and query like 'copy%'"
                ),
            count => count > 0
        );
        await _servers.ExecuteAs(null, "select nextval('enrollment.mt_events_sequence')");
        var (took, ended) = (Stopwatch.StartNew(), verifying.End());
        var (longest, joins) = (TimeSpan.Zero, 0);
        do
        {
            var join = Stopwatch.StartNew();
            await Join(++joins);
            longest = join.Elapsed > longest ? join.Elapsed : longest;
        } while (!ended.IsCompleted);

        var ran = await ended;
        TestContext.Out.WriteLine(
            $"{Events:N0} events and more in {took.Elapsed.TotalSeconds:F0} s; "
                + $"{joins} joins meanwhile, from publish to announced and chained at most {longest.TotalSeconds:F1} s"
        );
        ran.ExitCode.Should().Be(0, ran.Output + ran.Error);
        var record = JsonDocument.Parse(ran.Output).RootElement;
        record.GetProperty("findings").GetArrayLength().Should().Be(0);
        record.GetProperty("events").GetInt64().Should().BeGreaterThanOrEqualTo(Events);
    }

    /// <summary>Somebody joins by hand, is enrolled, announced and chained.</summary>
    private async Task Join(int number)
    {
        await _worker.Publisher.Publish<UserCreated>(
            $$"""{"messageId":"j{{number}}","occurredAt":"2026-05-01T10:00:00Z","userId":"j{{number}}","displayName":"j","groups":"""
                + $$"""["g"],"origin":"userInterface"}"""
        );
        await Eventually.Be(
            () => Value($"select count(*) from enrollment.enrollment where learner_id = 'j{number}'"),
            count => count == 1,
            seconds: 30
        );
        var last = await Value($"select max(seq_id) from enrollment.mt_events where stream_id = 'enrollment/a/j{number}'");
        await Eventually.Be(
            () => Value("select last_seq_id from enrollment.mt_event_progression where name = 'Announcements:All'"),
            at => at >= last,
            seconds: 30
        );
        await Eventually.Be(() => Value("select max(seq_id) from enrollment.audit_chain"), at => at >= last, seconds: 30);
    }

    private Task<long> NotChained() =>
        Value("select (select max(seq_id) from enrollment.mt_events) - (select coalesce(max(seq_id), 0) from enrollment.audit_chain)");

    private Task<long> Value(string sql) => _servers.ExecuteAs<long>(null, sql);
}
