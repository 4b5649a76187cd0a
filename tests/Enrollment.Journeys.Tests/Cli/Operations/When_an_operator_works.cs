using System.Text.Json;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>From a file of facts to enrolled people, with nothing but the commands and a running worker.</summary>
public sealed class When_an_operator_works
{
    private static readonly string[] Facts =
    [
        """{"type":"AutoEnrollmentRuleSaved","message":"""
            + """{"messageId":"m1","occurredAt":"2026-01-05T09:00:00Z","savedBy":"admin","ruleId":"safety-rule","""
            + """ "activityId":"safety","version":1,"audience":{"kind":"entireCompany"},"requirement":"required","recurrence":"""
            + """{"kind":"oneTime"},"due":{"kind":"within","days":3000}}}""",
        """{"type":"UserCreated","message":{"messageId":"m2","occurredAt":"2026-01-05T09:00:00Z","userId":"ann","origin":"integration"}}""",
    ];

    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false");
        _enrollctl = new Enrollctl(_servers);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task Should_send_nothing_of_a_file_with_a_bad_line()
    {
        var ran = await _enrollctl.Run("publish", await File([.. Facts, """{"type":"UserCreted","message":{}}"""]));

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain(".jsonl:3: the type UserCreted is not known").And.Contain("Nothing was sent.");
    }

    [Test, Order(2)]
    public async Task Should_publish_run_the_night_and_list_who_is_enrolled()
    {
        var published = await _enrollctl.Run("publish", await File(Facts), "--json");
        published.ExitCode.Should().Be(0, published.Error);
        Json(published).GetProperty("published").GetInt32().Should().Be(2);
        await Eventually.Be(Learners, count => count == 1);

        var night = await _enrollctl.Run("nightly", "run", "--json");
        night.ExitCode.Should().Be(0, night.Error);
        Json(night).GetProperty("batch").GetProperty("applied").GetInt64().Should().Be(1);

        var listed = Json(await _enrollctl.Run("enrollments", "--learner", "ann", "--json"));
        listed.GetArrayLength().Should().Be(1);
        listed[0].GetProperty("activityId").GetString().Should().Be("safety");
        listed[0].GetProperty("status").GetString().Should().Be("open");
    }

    [Test, Order(3)]
    public async Task Should_tell_the_history_with_rule_and_night()
    {
        var ran = await _enrollctl.Run("history", "ann", "safety");

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should()
            .Contain("Enrolled, required, due")
            .And.Contain("rule safety-rule version 1, for the entire company")
            .And.Contain("by the night of");
    }

    [Test, Order(3)]
    public async Task Should_say_that_the_night_was_run_already_and_refuse_an_earlier_one()
    {
        (await _enrollctl.Run("nightly", "run")).Output.Should().Contain("has already run");
        var earlier = await _enrollctl.Run("nightly", "run", "--business-date", "2026-01-06");

        earlier.ExitCode.Should().Be(1);
        earlier.Error.Should().Contain("nights run in order");
    }

    [Test, Order(3)]
    public async Task Should_show_that_all_is_well()
    {
        var ran = await _enrollctl.Run("status", "--json");

        ran.ExitCode.Should().Be(0, ran.Output);
        Json(ran).GetProperty("database").GetProperty("enrollments").GetProperty("open").GetInt64().Should().Be(1);
        Json(ran)
            .GetProperty("broker")
            .GetProperty("queues")
            .EnumerateArray()
            .Should()
            .OnlyContain(queue => queue.GetProperty("exists").GetBoolean());
    }

    [Test]
    public async Task Should_name_the_statuses_there_are()
    {
        var ran = await _enrollctl.Run("enrollments", "--status", "late");

        ran.ExitCode.Should().Be(2);
        ran.Error.Should().Contain("--status: 'late' is not allowed here; allowed are scheduled, open, overdue");
    }

    [Test]
    public async Task Should_refuse_to_move_the_clock_in_production()
    {
        var ran = await _enrollctl.Run("clock", "set", "2026-01-01T00:00Z");

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("cannot be set in Production");
    }

    [Test]
    public async Task Should_say_what_is_unreachable()
    {
        var ran = await new Enrollctl("Host=127.0.0.1;Port=1;Database=none", _servers.RabbitMq).Run("status");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().Contain("The database named by Enrollment__Postgres cannot be reached");
    }

    private static JsonElement Json(CommandResult ran) => JsonDocument.Parse(ran.Output).RootElement;

    private static async Task<string> File(string[] lines)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.jsonl");
        await System.IO.File.WriteAllLinesAsync(file, lines);
        return file;
    }

    private async Task<int> Learners()
    {
        await using var session = _worker.Store.QuerySession();
        return (
            await session.QueryAsync<int>(
                "select (select count(*) from enrollment.pending_learner)::int * (select count(*) from enrollment.mt_doc_rule)::int"
            )
        )[0];
    }
}
