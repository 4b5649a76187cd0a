using Enrollment.Contracts;
using Enrollment.Processing.Auditing;
using Enrollment.Queries.Auditing;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Auditing;

/// <summary>Whatever was in the read models, they are what the streams give afterwards.</summary>
public sealed class When_read_models_are_rebuilt
{
    private const int Joining = 300;

    [TestCase("")]
    [TestCase("truncate enrollment.enrollment, enrollment.learner_group, enrollment.mt_doc_learner, enrollment.mt_doc_rule")]
    [TestCase("truncate enrollment.learner_calendar_date, enrollment.also_completed_by")]
    [TestCase(
        "update enrollment.enrollment set due = null, version = 99, status = 'completed'; "
            + "update enrollment.learner_group set group_id = 'admins'; "
            + "update enrollment.mt_doc_learner set data = jsonb_set(data, '{streamVersion}', '7')"
    )]
    [TestCase(
        "insert into enrollment.enrollment (activity_id, learner_id, version) values ('a/b', 'mallory%', 1); "
            + "insert into enrollment.learner_group values ('g', 'mallory'); update enrollment.mt_doc_rule set id = 'other'; "
            + "update enrollment.mt_doc_learner set id = 'mallory' where id = 'ada'"
    )]
    public async Task Should_be_what_the_streams_give(string damage)
    {
        await using var record = await TamperedRecord.Begin();
        (await record.VerifyRebuilt(damage)).Findings.Should().BeEmpty();
    }

    [Test]
    public async Task Should_overwrite_nothing_that_is_newer()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(servers, null, "--Enrollment:NightlyClock=false");
        await worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """{"messageId":"r","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
                + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
                + """{"kind":"within","days":10}}"""
        );
        await Eventually.Be(() => Events(worker, "rule_saved"), count => count == 1);
        var joining = Task.Run(async () =>
        {
            foreach (var number in Enumerable.Range(0, Joining))
                await worker.Publisher.Publish<UserCreated>(
                    $$"""{"messageId":"u{{number}}","occurredAt":"2026-01-05T09:00:00Z","userId":"u{{number}}","groups":"""
                        + $$"""["g"],"origin":"userInterface"}"""
                );
        });
        var rebuilt = 0;
        while (!joining.IsCompleted || await Events(worker, "period_planned") < Joining)
        {
            await new ReadModelRebuilder(worker.Store, TamperedRecord.Calendar, DateTimeOffset.UtcNow).RunAsync(CancellationToken.None);
            rebuilt++;
        }

        await joining;
        rebuilt.Should().BeGreaterThan(1);
        var verification = new Verification(worker.Store, servers.Postgres, TamperedRecord.Calendar, DateTimeOffset.UtcNow);
        (await verification.RunAsync([], CancellationToken.None)).Findings.Should().BeEmpty();
    }

    private static async Task<int> Events(TestWorker worker, string type)
    {
        await using var session = worker.Store.QuerySession();
        return (await session.QueryAsync<int>("select count(*)::int from enrollment.mt_events where type = ?", type))[0];
    }
}
