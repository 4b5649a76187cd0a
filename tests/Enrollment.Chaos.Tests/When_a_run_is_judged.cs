using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Chaos.Tests;

/// <summary>One person is enrolled at once; then something is wrong, and the judge has to find it.</summary>
public sealed class When_a_run_is_judged
{
    private const string Stream = "enrollment/activity-0/ada";

    private static readonly Message Rule = new(
        "r1",
        "AutoEnrollmentRuleSaved",
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"activity-0","version":1,"audience":"""
            + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
            + """{"kind":"within","days":10}}"""
    );

    private static readonly Message Created = new(
        "u1",
        "UserCreated",
        """{"messageId":"u1","occurredAt":"2026-05-01T10:00:00.1234567Z","userId":"ada","groups":["g"],"origin":"userInterface"}"""
    );

    private LedgerSummary _account = null!;
    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private LmsConsumer _mailbox = null!;

    [SetUp]
    public async Task Live()
    {
        _account = new LedgerSummary();
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, settings: "--Enrollment:NightlyClock=false");
        _mailbox = new LmsConsumer(new Uri(_servers.RabbitMq), LmsConsumer.Unlimited);
        await _mailbox.OpenAsync();
        await Send(Rule, "rule/r");
        await Send(Created, Stream);
    }

    [TearDown]
    public async Task Stop()
    {
        await _mailbox.DisposeAsync();
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_find_nothing_where_nothing_is_wrong()
    {
        await Eventually.Be(() => Task.FromResult(_mailbox.Received.Count), count => count == 1);
        var verdict = await Judge(_mailbox.Received);
        verdict.Findings.Should().BeEmpty();
        (verdict.Attempted, verdict.Confirmed, verdict.Applied, verdict.Recovered).Should().Be((2, 2, 2, 0));
    }

    [Test]
    public async Task Should_find_a_confirmed_message_that_left_no_trace()
    {
        Tell(
            new Message("u2", "UserDeactivated", """{"messageId":"u2","occurredAt":"2026-05-02T10:00:00Z","userId":"ada"}"""),
            confirmed: true
        );
        (await Judge()).Lost.Should().Be(1);
    }

    [Test]
    public async Task Should_find_a_message_that_nobody_sent()
    {
        await Append(
            "learner/bob",
            new LearnerCreated(new Domain.Learners.Stamp(DateTimeOffset.UtcNow, "u9"), null, Active: true, [], AtOnce: false)
        );
        (await Judge()).Unexpected.Should().Be(1);
    }

    [Test]
    public async Task Should_find_a_learner_who_is_not_what_the_ledger_says()
    {
        await using var session = _worker.Store.LightweightSession();
        var document = (await session.LoadAsync<LearnerDocument>("ada"))!;
        session.Store(document with { Learner = document.Learner with { ActiveState = new(false, document.Learner.Created!) } });
        await session.SaveChangesAsync();
        (await Judge()).Findings.Should().ContainKey("model");
    }

    [Test]
    public async Task Should_find_a_row_that_its_stream_does_not_give()
    {
        await Sql($"update {OwnTables.Enrollment} set due = due + 1");
        (await Judge()).Findings.Should().ContainKey("streams");
    }

    [Test]
    public async Task Should_find_a_gap_in_a_stream()
    {
        await Sql($"delete from {DatabaseSchema.Name}.mt_events where stream_id = '{Stream}' and version = 1");
        (await Judge()).Findings.Should().ContainKey("streams");
    }

    [Test]
    public async Task Should_find_an_enrollment_that_nobody_was_told_of() =>
        (await Judge(received: new Dictionary<Guid, ReceivedAnnouncement>())).Findings.Should().ContainKey("announced");

    private async Task<Verdict> Judge(IReadOnlyDictionary<Guid, ReceivedAnnouncement>? received = null)
    {
        var stored = await SystemState.LoadAsync(_worker.Store, CancellationToken.None);
        received ??= stored.Announcements.Values.ToDictionary(
            announced => announced.Id,
            announced => new ReceivedAnnouncement(announced.Content)
        );
        var queues = new Dictionary<string, IReadOnlyDictionary<Guid, ReceivedAnnouncement>> { [_mailbox.Queue] = received };
        return new Judge(
            _account,
            new HostileLedgerSummary(),
            stored,
            queues,
            lastNight: DateOnly.FromDateTime(DateTime.UtcNow)
        ).Evaluate();
    }

    private async Task Send(Message message, string stream)
    {
        Tell(message, confirmed: true);
        await _worker.Publisher.Publish(
            typeof(Contracts.Fact).Assembly.GetType($"{typeof(Contracts.Fact).Namespace}.{message.Type}")!,
            System.Text.Encoding.UTF8.GetBytes(message.Body)
        );
        await Eventually.Be(
            async () =>
            {
                await using var session = _worker.Store.QuerySession();
                return await session.Events.FetchStreamStateAsync(stream);
            },
            state => state is not null
        );
    }

    private void Tell(Message message, bool confirmed)
    {
        _account.Add(new MessageLedger.Line("attempted", message.Id, message.Type, message.Body));
        if (confirmed)
            _account.Add(new MessageLedger.Line("confirmed", message.Id, null, null));
    }

    private async Task Append(string stream, object data)
    {
        await using var session = _worker.Store.LightweightSession();
        session.Events.Append(stream, data);
        await session.SaveChangesAsync();
    }

    private async Task Sql(string sql)
    {
        await using var session = _worker.Store.LightweightSession();
        session.QueueSqlCommand(sql);
        await session.SaveChangesAsync();
    }
}
