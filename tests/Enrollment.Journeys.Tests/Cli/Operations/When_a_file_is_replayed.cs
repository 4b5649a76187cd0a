using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>A day of facts and the night after it, on the demonstration clock, with a worker that is named by its address.</summary>
[NonParallelizable]
public sealed class When_a_file_is_replayed
{
    private static readonly string[] Facts =
    [
        """{"type":"AutoEnrollmentRuleSaved","message":"""
            + """{"messageId":"m1","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","activityId":"safety","version":1,"audience":"""
            + """{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":30}}}""",
        """{"type":"UserCreated","message":{"messageId":"m2","occurredAt":"2026-01-05T09:00:00Z","userId":"ann","origin":"integration"}}""",
    ];

    [Test]
    public async Task Should_find_the_worker_where_it_was_told()
    {
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            null,
            "--Enrollment:NightlyClock=false",
            "--Enrollment:DemonstrationClock=true"
        );
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Facts);

        var ran = await InProcessEnrollctl.RunAsync(
            servers,
            ["replay", file, "--until", "2026-01-06", "--worker", worker.Http.BaseAddress!.ToString(), "--json"]
        );

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should().Contain("\"facts\": 2").And.Contain("\"nights\": 1");
    }
}
