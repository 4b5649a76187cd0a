using System.Text.Json;
using System.Text.RegularExpressions;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>The command names who it is, whoever asks, also while the tables cannot be read.</summary>
public sealed class When_a_session_blocks_work
{
    [TestCase(ThreeRoles.Worker)]
    [TestCase(ThreeRoles.Auditor)]
    public async Task Should_be_named_by_status(string role)
    {
        await using var servers = await ThreeRoles.Create();
        await using var worker = await TestWorker.Start(
            servers,
            null,
            $"--Enrollment:Postgres={servers.As(ThreeRoles.Worker)}",
            "--Enrollment:NightlyClock=false"
        );
        await using var owner = await servers.Open(null);
        await owner.Execute("set application_name = 'by hand'");
        await owner.Execute("begin");
        await owner.Execute("lock table enrollment.mt_streams in access exclusive mode");
        await worker.Publisher.Publish<Contracts.UserCreated>(
            """{"messageId":"u","occurredAt":"2026-05-01T09:00:00Z","userId":"ada","displayName":"Ada","origin":"integration"}"""
        );
        await Eventually.Be(worker.Readiness, text => text.Contains("\"sessions\":{\"status\":\"Degraded\"", StringComparison.Ordinal));

        var status = await new Enrollctl(servers.As(role), servers.RabbitMq).Run("status", "--json");

        status.ExitCode.Should().Be(1);
        JsonDocument
            .Parse(status.Output)
            .RootElement.GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetString())
            .Should()
            .Contain(problem =>
                problem!.StartsWith($"sessions: Process {owner.ProcessID} of the role enrollment (application by hand) blocks process ")
            )
            .Which.Should()
            .MatchRegex(
                @"which waits for the table mt_streams since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\. "
                    + "Workers do not end it, because its role may change the tables"
            );
        // By a look of its own, every five seconds.
        var metrics = await Eventually.Be(
            () => worker.Text("/metrics"),
            text => Regex.IsMatch(text, """enrollment_sessions_blocking\{[^}]*role="enrollment"[^}]*\} 1""")
        );
        metrics.Should().MatchRegex("""enrollment_problem\{[^}]*condition="sessions"[^}]*\} 1""");
        await owner.Execute("rollback");
        await Eventually.Be(worker.Readiness, text => text.Contains("\"sessions\":{\"status\":\"Healthy\"", StringComparison.Ordinal));
    }
}
