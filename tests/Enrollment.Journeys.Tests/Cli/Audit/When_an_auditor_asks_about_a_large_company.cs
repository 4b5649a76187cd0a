using System.Diagnostics;
using Enrollment.Cli.Simulate;

namespace Enrollment.Journeys.Tests.Cli.Audit;

/// <summary>
/// More people than one page of the reading holds: one enrollment made by the pipeline, its streams copied for all the others.
/// </summary>
public sealed class When_an_auditor_asks_about_a_large_company
{
    private const int People = 5000;

    private const string Rule =
        """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
        + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":10}}""";

    [Test]
    public async Task Should_list_everybody_once_and_tell_how_far_it_is()
    {
        await using var pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        await pipeline.Deliver(At(1), "AutoEnrollmentRuleSaved", Rule);
        await pipeline.Deliver(
            At(1),
            "UserCreated",
            """{"messageId":"u","occurredAt":"2026-05-01T10:00:00Z","userId":"u","groups":["g"],"origin":"integration"}"""
        );
        await pipeline.RunNight(new(2026, 5, 2));
        await Copy(pipeline);

        var watch = Stopwatch.StartNew();
        var ran = await new Enrollctl(pipeline.Postgres, pipeline.RabbitMq).Run(
            "who",
            "--activity",
            "a",
            "--group",
            "g",
            "--as-of",
            "2026-05-13",
            "--csv"
        );
        TestContext.Out.WriteLine($"{People} people in {watch.Elapsed.TotalSeconds:F1} s");

        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        lines
            .Should()
            .HaveCount(People + 1)
            .And.OnlyHaveUniqueItems()
            .And.OnlyContain(line => line.Contains(",overdue,", StringComparison.Ordinal));
        ran.Error.Should().Contain($"{People + 1:N0} of {People + 1:N0} enrollments");
    }

    private static async Task Copy(Pipeline pipeline)
    {
        await using var session = pipeline.Worker.Store.LightweightSession();
        foreach (var (stream, other) in new[] { ("learner/u", "'learner/u' || n"), ("enrollment/a/u", "'enrollment/a/u' || n") })
        {
            session.QueueSqlCommand(
                $"insert into enrollment.mt_streams select (jsonb_populate_record(s, jsonb_build_object('id', {other}))).* from "
                    + $"enrollment.mt_streams s, generate_series(1, {People}) n where id = '{stream}'"
            );
            session.QueueSqlCommand(
                $"insert into enrollment.mt_events select (jsonb_populate_record(e, jsonb_build_object('stream_id', {other}, 'id', "
                    + $"gen_random_uuid(), 'seq_id', nextval('enrollment.mt_events_sequence')))).* from enrollment.mt_events e, "
                    + $"generate_series(1, {People}) n where stream_id = '{stream}' order by n, version"
            );
        }

        session.QueueSqlCommand(
            $"insert into enrollment.enrollment select (jsonb_populate_record(e, jsonb_build_object('learner_id', 'u' || n))).* from "
                + $"enrollment.enrollment e, generate_series(1, {People}) n"
        );
        await session.SaveChangesAsync();
    }

    private static DateTimeOffset At(int day) => new(2026, 5, day, 10, 0, 0, TimeSpan.Zero);
}
