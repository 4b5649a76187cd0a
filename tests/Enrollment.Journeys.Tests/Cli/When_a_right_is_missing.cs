using System.Net;
using Enrollment.Worker.Tests.Fixture;
using FluentAssertions;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>Each line of infra/grants.sql that concerns the worker, left out: the worker and the command both say so.</summary>
public sealed class When_a_right_is_missing
{
    private const string Ready = "\"rights\":{\"status\":\"Healthy\"";

    private TestServers servers = null!;
    private TestWorker worker = null!;

    /// <summary>The script's own lines, so that one which is added is tried too.</summary>
    private static IEnumerable<string> LinesFor(string role) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "grants.sql"))
            .Where(line => (line.StartsWith("GRANT", StringComparison.Ordinal) || line.StartsWith("REVOKE", StringComparison.Ordinal)) && line.Contains(role, StringComparison.Ordinal));

    public static IEnumerable<string> OfWorker() => LinesFor(ThreeRoles.Worker);

    public static IEnumerable<string> OfAuditor() => LinesFor(ThreeRoles.Auditor);

    [OneTimeSetUp]
    public async Task Start()
    {
        servers = await ThreeRoles.Create();
        worker = await TestWorker.Start(servers, null, $"--Enrollment:Postgres={servers.As(ThreeRoles.Worker)}");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await worker.DisposeAsync();
        await servers.DisposeAsync();
    }

    [Test]
    public void Should_be_tried_with_lines_of_both_kinds() =>
        OfWorker().Select(line => line.Split(' ')[0]).Distinct().Should().BeEquivalentTo(["GRANT", "REVOKE"]);

    [TestCaseSource(nameof(OfWorker))]
    public async Task Should_say_so_at_readiness_and_at_status(string left)
    {
        await GiveWithout(left);
        try
        {
            var answer = await Eventually.Be(worker.Readiness, text => !text.Contains(Ready, StringComparison.Ordinal));
            answer.Should().ContainAll("The role enrollment_worker ", "run infra/grants.sql as the owner enrollment").And.Match(text => IsNamed(left, text));
            (await worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            var status = await Status(ThreeRoles.Worker);
            status.ExitCode.Should().Be(1);
            Words(status.Output).Should().ContainAll("The role enrollment_worker ", "run infra/grants.sql as the owner enrollment");
        }
        finally
        {
            await servers.ExecuteAs(null, await ThreeRoles.Grants);
        }

        await Eventually.Be(worker.Readiness, text => text.Contains(Ready, StringComparison.Ordinal));
    }

    [TestCaseSource(nameof(OfAuditor))]
    public async Task Should_say_so_in_the_auditors_status(string left)
    {
        await GiveWithout(left);
        try
        {
            var status = await Status(ThreeRoles.Auditor);
            status.ExitCode.Should().Be(1);
            Words(status.Output).Should().ContainAll("The role enrollment_auditor lacks ", "run infra/grants.sql as the owner enrollment");
        }
        finally
        {
            await servers.ExecuteAs(null, await ThreeRoles.Grants);
        }
    }

    [Test]
    public async Task Should_start_without_any_and_begin_to_work_when_they_are_given()
    {
        await using var other = await TestServers.Create();
        await other.Administrate();
        await other.MakeTables();
        await using var early = await TestWorker.Begin(other, null, $"--Enrollment:Postgres={other.As(ThreeRoles.Worker)}", "--Enrollment:DemonstrationClock=true");
        await Eventually.Be(early.Readiness, text => text.Contains("The role enrollment_worker lacks", StringComparison.Ordinal));
        await Eventually.Be(async () => { await early.Publisher.Publish<Contracts.UserCreated>("""{"messageId":"u","occurredAt":"2026-05-01T09:00:00Z","userId":"ada","displayName":"Ada","origin":"integration"}"""); return true; }, sent => sent);

        await other.ExecuteAs(null, await ThreeRoles.Grants);

        await Eventually.Be(early.Readiness, text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal), seconds: 60);
        await Eventually.Be(() => other.ExecuteAs<long>(ThreeRoles.Auditor, "select count(*) from enrollment.mt_events where type = 'learner_created'"), count => count == 1, seconds: 40);
    }

    // As the role had nothing before: what an earlier script gave stays otherwise.
    private async Task GiveWithout(string left)
    {
        var grants = await ThreeRoles.Grants;
        grants.Should().Contain(left);
        await servers.ExecuteAs(null, $"""
            begin;
            revoke all on schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all tables in schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all sequences in schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all functions in schema enrollment from enrollment_worker, enrollment_auditor;
            {grants.Replace(left, "", StringComparison.Ordinal)}
            """);
    }

    private static bool IsNamed(string left, string answer) =>
        left.StartsWith("REVOKE", StringComparison.Ordinal) ? answer.Contains("must not have", StringComparison.Ordinal) : answer.Contains("lacks", StringComparison.Ordinal);

    private Task<Ran> Status(string role) => new Enrollctl(servers.As(role), servers.RabbitMq).Run("status");

    // A sentence may be broken where the table ends.
    private static string Words(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));
}
