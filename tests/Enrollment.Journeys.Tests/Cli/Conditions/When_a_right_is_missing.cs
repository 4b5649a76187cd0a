using System.Net;
using System.Text.RegularExpressions;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Npgsql;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>Each line of infra/grants.sql that concerns the worker, left out: the worker and the command both say so.</summary>
public sealed class When_a_right_is_missing
{
    private const string Ada =
        """{"messageId":"u","occurredAt":"2026-05-01T09:00:00Z","userId":"ada","displayName":"Ada","origin":"integration"}""";

    private const string Ready = "\"rights\":{\"status\":\"Healthy\"";

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    /// <summary>The script's own lines, so that one which is added is tried too.</summary>
    private static IEnumerable<string> LinesFor(string role) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "grants.sql"))
            .Where(line => line.Split(' ')[0] is "GRANT" or "REVOKE" && line.Contains(role, StringComparison.Ordinal));

    public static IEnumerable<string> OfWorker() => LinesFor(ThreeRoles.Worker);

    public static IEnumerable<string> OfAuditor() => LinesFor(ThreeRoles.Auditor);

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await ThreeRoles.Create();
        _worker = await TestWorker.Start(_servers, null, $"--Enrollment:Postgres={_servers.As(ThreeRoles.Worker)}");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
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
            var answer = await Eventually.Be(_worker.Readiness, text => !text.Contains(Ready, StringComparison.Ordinal));
            answer.Should().ContainAll("The role enrollment_worker ", Wrong(left), "Run infra/grants.sql as the owner enrollment");
            using var readiness = await _worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            readiness.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            var status = await Status(ThreeRoles.Worker);
            status.ExitCode.Should().Be(1);
            Words(status.Output)
                .Should()
                .ContainAll("The role enrollment_worker ", Wrong(left), "Run infra/grants.sql as the owner enrollment");
        }
        finally
        {
            await _servers.ExecuteAs(null, await ThreeRoles.Grants);
        }

        await Eventually.Be(_worker.Readiness, text => text.Contains(Ready, StringComparison.Ordinal));
    }

    [TestCaseSource(nameof(OfAuditor))]
    public async Task Should_say_so_in_the_auditors_status(string left)
    {
        await GiveWithout(left);
        try
        {
            var status = await Status(ThreeRoles.Auditor);
            status.ExitCode.Should().Be(1);
            Words(status.Output).Should().ContainAll("The role enrollment_auditor lacks ", "Run infra/grants.sql as the owner enrollment");
        }
        finally
        {
            await _servers.ExecuteAs(null, await ThreeRoles.Grants);
        }
    }

    [Test]
    public async Task Should_start_without_any_and_begin_to_work_when_they_are_given()
    {
        await using var other = await TestServers.Create();
        await other.Administrate();
        await other.MakeTables();
        await using var early = await Begin(other, ThreeRoles.Worker);
        await Eventually.Be(early.Readiness, text => text.Contains("The role enrollment_worker lacks", StringComparison.Ordinal));
        await Eventually.Be(early.Readiness, text => text.Contains("\"broker\":{\"status\":\"Healthy\"", StringComparison.Ordinal));
        // Another worker of this process may have looked last.
        foreach (var condition in (string[])["rights", "warm-up"])
            await Eventually.Be(
                () => early.Text("/metrics"),
                text => Regex.IsMatch(text, $"enrollment_problem\\{{[^}}]*condition=\"{condition}\"[^}}]*\\}} 1")
            );
        await early.Publisher.Publish<Contracts.UserCreated>(Ada);
        await Task.Delay(TimeSpan.FromSeconds(2));

        await other.ExecuteAs(null, await ThreeRoles.Grants);

        const string Everything = "\"status\":\"Healthy\",\"checks\"";
        await Eventually.Be(early.Readiness, text => text.Contains(Everything, StringComparison.Ordinal), seconds: 60);
        const string Created = "select count(*) from enrollment.mt_events where type = 'learner_created'";
        await Eventually.Be(() => other.ExecuteAs<long>(ThreeRoles.Auditor, Created), count => count == 1, seconds: 40);
        (await other.ExecuteAs<long>(ThreeRoles.Auditor, "select count(*) from enrollment.mt_doc_dead_letter")).Should().Be(0);
    }

    [Test]
    public async Task Should_not_be_ready_as_an_auditor()
    {
        await using var wrong = await Begin(_servers, ThreeRoles.Auditor);

        await Eventually.Be(wrong.Readiness, text => text.Contains("The role enrollment_auditor lacks INSERT", StringComparison.Ordinal));
    }

    [Test]
    public async Task Should_take_a_login_of_ones_own_for_an_auditor()
    {
        var anna = $"anna_{Guid.NewGuid():N}";
        var password = new NpgsqlConnectionStringBuilder(_servers.Postgres).Password;
        await _servers.ExecuteAsAdministrator($"create role {anna} login password '{password}' in role {ThreeRoles.Auditor}");
        try
        {
            var status = await Status(anna);
            status.ExitCode.Should().Be(0, status.Output + status.Error);
        }
        finally
        {
            await _servers.ExecuteAsAdministrator($"drop role {anna}");
        }
    }

    [Test]
    public async Task Should_refuse_to_start_without_tables()
    {
        await using var empty = await TestServers.Create();

        var starting = () => Begin(empty, ThreeRoles.Worker);

        (await starting.Should().ThrowAsync<SchemaException>()).WithMessage(
            "*no Enrollment tables. Run enrollctl schema apply * as the owner enrollment*"
        );
    }

    private static Task<TestWorker> Begin(TestServers servers, string role) =>
        TestWorker.Begin(servers, null, $"--Enrollment:Postgres={servers.As(role)}", "--Enrollment:DemonstrationClock=true");

    // As the role had nothing before: what an earlier script gave stays otherwise.
    private async Task GiveWithout(string left)
    {
        var grants = await ThreeRoles.Grants;
        grants.Should().Contain(left);
        await _servers.ExecuteAs(
            null,
            $"""
            begin;
            revoke all on schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all tables in schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all sequences in schema enrollment from enrollment_worker, enrollment_auditor;
            revoke all on all functions in schema enrollment from enrollment_worker, enrollment_auditor;
            {grants.Replace(left, "", StringComparison.Ordinal)}
            """
        );
    }

    private static string Wrong(string left) => left.StartsWith("REVOKE", StringComparison.Ordinal) ? "must not have" : "lacks";

    private Task<CommandResult> Status(string role) => new Enrollctl(_servers.As(role), _servers.RabbitMq).Run("status");

    // A sentence may be broken where the table ends.
    private static string Words(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));
}
