using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Decisions;

/// <summary>A decision waits on the broker: the command says so, with an exit code of its own.</summary>
[NonParallelizable]
public sealed class When_no_worker_answers
{
    [Test]
    public async Task Should_say_that_nothing_has_become_of_it_yet()
    {
        await using var servers = await TestServers.Create();
        await using (var worker = await TestWorker.Start(servers, null, "--Enrollment:NightlyClock=false"))
        {
            await worker.Publisher.Publish(
                typeof(Contracts.UserCreated),
                """{"messageId":"u1","occurredAt":"2026-01-05T09:00:00Z","userId":"ann","origin":"integration"}"""u8.ToArray()
            );
            await worker.Publisher.Publish(
                typeof(Contracts.ActivityCompleted),
                """
                {"messageId":"c1","occurredAt":"2026-01-05T09:00:00Z","userId":"ann","activityId":"a","completedOn":"2026-01-05"}
                """u8.ToArray()
            );
            await Eventually.Be(
                async () => (await InProcessEnrollctl.RunAsync(servers, ["history", "ann", "--json"])).Output,
                output =>
                    output.Contains("LearnerCreated", StringComparison.Ordinal)
                    && output.Contains("CompletionRecorded", StringComparison.Ordinal)
            );
        }

        var ran = await InProcessEnrollctl.RunAsync(servers, ["exempt", "grant", "ann", "a", "--reason", "illness"]);

        ran.ExitCode.Should().Be(3, ran.Error);
        ran.Output.Should().Contain("Exemption x-");
        ran.Error.Should().Contain("within 30 seconds").And.Contain("Look again with: enrollctl history ann a");
    }
}
