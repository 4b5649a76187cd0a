using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Storage.Clock;
using Enrollment.TestKit;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>The journey of docs/operations.md, <em>Rights in the database</em>, and then a whole life as the worker's role.</summary>
public sealed class When_the_worker_has_a_role_of_its_own
{
    private const string Rule =
        """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"safety","version":1,"audience":"""
        + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":10}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("enrollment-").FullName;
    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private LmsClient _lms = null!;
    private CommandResult _applied = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _servers = await TestServers.Create();
        await _servers.Administrate();
        _applied = await Run(null, "schema", "apply");
        await _servers.ExecuteAs(null, await ThreeRoles.Grants);
        _lms = await LmsClient.Connect(_servers.RabbitMq);
        _worker = await TestWorker.Start(
            _servers,
            null,
            $"--Enrollment:Postgres={_servers.As(ThreeRoles.Worker)}",
            "--Enrollment:DemonstrationClock=true",
            "--Enrollment:NightlyClock=false",
            $"--Enrollment:DigestFolder={_folder}"
        );
        await ClockSetting.SetAsync(_worker.Store, new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), running: false);
        await Task.Delay(200);
        await Tell();
        await ClockSetting.SetAsync(_worker.Store, new DateTimeOffset(2026, 5, 2, 2, 0, 0, TimeSpan.Zero), running: false);
        await Task.Delay(200);
        await _worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(new DateOnly(2026, 5, 2)));
        await Eventually.Be(() => Task.FromResult(Announced()), types => types.Contains(nameof(NightlyRunCompleted)), seconds: 40);
        await Eventually.Be(
            () =>
                Count(
                    "select (select max(seq_id) from enrollment.mt_events) - (select coalesce(max(seq_id), 0) from enrollment.audit_chain)"
                ),
            left => left == 0
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _lms.DisposeAsync();
        await _servers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Should_make_the_tables_by_a_command_of_the_owner()
    {
        _applied.ExitCode.Should().Be(0, _applied.Error);
        _applied.Output.Should().Contain("grants.sql");
    }

    [Test]
    public async Task Should_announce_at_once_and_by_night()
    {
        await Eventually.Be(
            () => Task.FromResult(Announced()),
            types => types.Count(type => type == nameof(LearnerEnrolled)) == 2 && types.Contains(nameof(EnrollmentCompleted))
        );
        _lms.Received.Where(entry => entry.Type == nameof(LearnerEnrolled))
            .Select(entry => entry.Message["userId"]!.GetValue<string>())
            .Should()
            .BeEquivalentTo(["ada", "bob"]);
    }

    [Test]
    public async Task Should_chain_what_the_nights_digest_proves()
    {
        var file = Path.Combine(_folder, "2026-05-02.json");
        await Eventually.Be(() => Task.FromResult(File.Exists(file)), exists => exists);
        var outside = Path.Combine(_folder, "by-hand.json");
        (await Run(ThreeRoles.Auditor, "audit", "digest", "--out", outside)).ExitCode.Should().Be(0);

        var verified = await Run(ThreeRoles.Auditor, "audit", "verify", "--digest", file, "--digest", outside, "--json");

        verified.ExitCode.Should().Be(0, verified.Output + verified.Error);
        var record = JsonDocument.Parse(verified.Output).RootElement;
        record.GetProperty("findings").GetArrayLength().Should().Be(0);
        record.GetProperty("proven").GetInt64().Should().Be(record.GetProperty("events").GetInt64()).And.BePositive();
    }

    [TestCase(ThreeRoles.Worker)]
    [TestCase(ThreeRoles.Auditor)]
    public async Task Should_find_nothing_wrong_in_its_status(string role)
    {
        var status = await Run(role, "status", "--json");
        status.ExitCode.Should().Be(0, status.Output + status.Error);
    }

    [Test]
    public async Task Should_let_operators_do_their_work_as_the_worker()
    {
        var rule = Path.Combine(_folder, "rule.json");
        await File.WriteAllTextAsync(rule, Rule.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
        foreach (
            var command in new string[][]
            {
                ["rule", "preview", rule],
                ["deadletters"],
                ["models", "rebuild", "--reason", "exercise"],
                ["learner", "forget", "cleo", "--reason", "exercise"],
                ["deadletters", "erase", "--learner", "ada", "--reason", "exercise"],
                ["clock", "show"],
                ["history", "ada"],
                ["explain", "ada", "safety"],
            }
        )
        {
            var ran = await Run(ThreeRoles.Worker, command);
            ran.ExitCode.Should().Be(0, $"{string.Join(' ', command)}: {ran.Output}{ran.Error}");
        }
    }

    [Test]
    public async Task Should_refuse_to_make_tables_as_anybody_but_the_owner()
    {
        var refused = await Run(ThreeRoles.Worker, "schema", "apply");
        (refused.ExitCode, refused.Error)
            .Should()
            .Be((1, "The role enrollment_worker does not own the tables. Run the command as enrollment. Nothing was changed.\n"));
    }

    [Test]
    public async Task Should_change_nothing_when_the_tables_are_as_they_should_be()
    {
        var again = await Run(null, "schema", "apply", "--json");
        (again.ExitCode, JsonDocument.Parse(again.Output).RootElement.GetProperty("changed").GetBoolean()).Should().Be((0, false));
    }

    private async Task Tell()
    {
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(Rule);
        await Eventually.Be(() => Count("select count(*) from enrollment.mt_events where type = 'rule_saved'"), count => count == 1);
        foreach (var (id, origin) in new[] { ("ada", "userInterface"), ("bob", "integration"), ("cleo", "integration") })
            await _worker.Publisher.Publish<UserCreated>(
                $$"""{"messageId":"u-{{id}}","occurredAt":"2026-05-01T10:00:00Z","userId":"{{id}}","""
                    + $$""" "displayName":"{{id}}","origin":"{{origin}}"}"""
            );
        await Eventually.Be(() => Count("select count(*) from enrollment.mt_events where type = 'learner_created'"), count => count == 3);
        foreach (var (id, origin) in new[] { ("ada", "userInterface"), ("bob", "integration") })
            await _worker.Publisher.Publish<GroupMembershipChanged>(
                $$"""{"messageId":"g-{{id}}","occurredAt":"2026-05-01T10:00:01Z","userId":"{{id}}","joined":["g"],"origin":"{{origin}}"}"""
            );
        await _worker.Publisher.Publish<UserUpdated>(
            """{"messageId":"n","occurredAt":"2026-05-01T10:00:02Z","userId":"bob","displayName":"Bob"}"""
        );
        await _worker.Publisher.Publish<UserDeactivated>("""{"messageId":"d","occurredAt":"2026-05-01T10:00:03Z","userId":"cleo"}""");
        await _worker.Publisher.Publish<UserReactivated>("""{"messageId":"e","occurredAt":"2026-05-01T10:00:04Z","userId":"cleo"}""");
        await Eventually.Be(() => Count("select count(*) from enrollment.enrollment"), count => count == 1);
        await _worker.Publisher.Publish<ActivityCompleted>(
            """{"messageId":"c","occurredAt":"2026-05-01T11:00:00Z","userId":"ada","activityId":"safety","completedOn":"2026-05-01"}"""
        );
        await _worker.Publisher.Publish<UserCreated>("no fact");
        await Eventually.Be(
            () =>
                Count(
                    "select count(*) from enrollment.mt_events where type in ('period_completed', 'learner_created', 'learner_reactivated')"
                ),
            count => count >= 5
        );
        await Eventually.Be(() => Count("select count(*) from enrollment.mt_doc_dead_letter"), count => count == 1);
    }

    private string[] Announced() => [.. _lms.Received.Select(entry => entry.Type)];

    private Task<long> Count(string sql) => _servers.ExecuteAs<long>(ThreeRoles.Auditor, sql);

    private Task<CommandResult> Run(string? role, params string[] arguments) =>
        new Enrollctl(_servers.As(role), _servers.RabbitMq, onDemonstrationClock: true).Run(arguments);
}
