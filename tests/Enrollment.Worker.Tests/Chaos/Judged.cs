using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Worker.Tests.Fixture;
using Marten;

namespace Enrollment.Worker.Tests.Chaos;

/// <summary>One person is enrolled at once; what the ledger, the store and the mailbox say of it is then changed, and judged.</summary>
public abstract class Judged
{
    private protected const string Stream = "enrollment/activity-0/ada";

    private static readonly Message Rule = new("r1", "AutoEnrollmentRuleSaved",
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"activity-0","version":1,"audience":{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}""");

    private static readonly Message Created = new("u1", "UserCreated", """{"messageId":"u1","occurredAt":"2026-05-01T10:00:00Z","userId":"ada","groups":["g"],"origin":"userInterface"}""");

    private protected Account account = null!;
    private TestServers servers = null!;
    private protected TestWorker worker = null!;

    [SetUp]
    public async Task Live()
    {
        account = new Account();
        servers = await TestServers.Create();
        worker = await TestWorker.Start(servers, settings: "--Enrollment:NightlyClock=false");
        await Send(Rule, "rule/r");
        await Send(Created, Stream);
    }

    [TearDown]
    public async Task Stop()
    {
        await worker.DisposeAsync();
        await servers.DisposeAsync();
    }

    private protected async Task<Verdict> Judge(Func<Dictionary<Guid, Received>, Dictionary<Guid, Received>>? mailbox = null)
    {
        var stored = await Stored.Read(worker.Store, CancellationToken.None);
        var received = stored.Announcements.ToDictionary(announcement => announcement.Key, announcement => new Received(1, announcement.Value.Content));
        return new Judge(account, stored, mailbox?.Invoke(received) ?? received, lastNight: DateOnly.FromDateTime(DateTime.UtcNow)).Decide();
    }

    private async Task Send(Message message, string stream)
    {
        Tell(message, confirmed: true);
        await worker.Publisher.Publish(typeof(Contracts.Fact).Assembly.GetType($"{typeof(Contracts.Fact).Namespace}.{message.Type}")!, System.Text.Encoding.UTF8.GetBytes(message.Body));
        await Eventually.Be(async () =>
        {
            await using var session = worker.Store.QuerySession();
            return await session.Events.FetchStreamStateAsync(stream);
        }, state => state is not null);
    }

    private protected void Tell(Message message, bool confirmed)
    {
        account.Take(new Ledger.Line("attempted", message.Id, message.Type, message.Body));
        if (confirmed)
            account.Take(new Ledger.Line("confirmed", message.Id, null, null));
    }

    private protected async Task Append(string stream, object data)
    {
        await using var session = worker.Store.LightweightSession();
        session.Events.Append(stream, data);
        await session.SaveChangesAsync();
    }

    private protected async Task<T> Recorded<T>(string stream)
    {
        await using var session = worker.Store.QuerySession();
        return (await session.Events.FetchStreamAsync(stream)).Select(recorded => recorded.Data).OfType<T>().Last();
    }

    private protected async Task Store<T>(params T[] documents)
        where T : notnull
    {
        await using var session = worker.Store.LightweightSession();
        session.Store(documents);
        await session.SaveChangesAsync();
    }

    private protected async Task Sql(string sql)
    {
        await using var session = worker.Store.LightweightSession();
        session.QueueSqlCommand(sql);
        await session.SaveChangesAsync();
    }
}
