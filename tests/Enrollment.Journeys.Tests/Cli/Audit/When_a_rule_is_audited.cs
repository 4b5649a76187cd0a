using System.Text.Json;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Audit;

/// <summary>Who saved what, what would come of it, and who did something by hand: with nothing but the commands.</summary>
public sealed class When_a_rule_is_audited
{
    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false");
        _enrollctl = new Enrollctl(_servers);
        await Publish(
            Line("AutoEnrollmentRuleSaved", Rule(1, "ann", 3000)),
            Line("UserCreated", """{"messageId":"u1","occurredAt":"2026-01-05T09:00:00Z","userId":"kim","origin":"integration"}""")
        );
        await Eventually.Be(
            () =>
                Count("select (select count(*) from enrollment.mt_doc_rule)::int * (select count(*) from enrollment.pending_learner)::int"),
            count => count == 1
        );
        (await _enrollctl.Run("nightly", "run", "--reason", "to begin with")).ExitCode.Should().Be(0);
        await Publish(Line("AutoEnrollmentRuleSaved", Rule(2, "bob", 2000)));
        await Eventually.Be(
            () => Count("select count(*)::int from enrollment.mt_events where stream_id = 'rule/safety-rule'"),
            count => count == 2
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_tell_every_save_with_its_author_and_what_changed()
    {
        var saves = Json(await _enrollctl.Run("rule", "history", "safety-rule", "--json"));

        saves.EnumerateArray().Select(save => save.GetProperty("savedBy").GetString()).Should().Equal("ann", "bob");
        saves.EnumerateArray().Select(save => save.GetProperty("messageId").GetString()).Should().Equal("r1", "r2");
        saves[0].GetProperty("inForceFrom").ValueKind.Should().Be(JsonValueKind.String, "a night went by it");
        saves[1].GetProperty("inForceFrom").ValueKind.Should().Be(JsonValueKind.Null, "no night has seen it yet");
        saves[1].GetProperty("inForce").GetBoolean().Should().BeTrue();
        var text = await _enrollctl.Run("rule", "history", "safety-rule");
        text.Output.Should()
            .Contain("by bob; in force from the next night")
            .And.Contain("due: was 3,000 days after the eligibility date, now 2,000 days after the eligibility date");
    }

    [Test]
    public async Task Should_tell_field_by_field_what_differs()
    {
        var differences = Json(await _enrollctl.Run("rule", "diff", "safety-rule", "1", "2", "--json"));

        differences.GetArrayLength().Should().Be(1);
        differences[0].GetProperty("after").GetString().Should().Be("2,000 days after the eligibility date");
        (await _enrollctl.Run("rule", "diff", "safety-rule", "1", "9"))
            .Error.Should()
            .Contain("safety-rule has no version 9; it has 1, 2.");
        (await _enrollctl.Run("rule", "history", "unknown")).Error.Should().Contain("No rule with the id unknown");
    }

    [Test]
    public async Task Should_preview_a_file_and_name_who_changes()
    {
        var file = await Write(Rule(3, "ann", 1000));
        var preview = Json(await _enrollctl.Run("rule", "preview", file, "--names", "--json"));

        preview.GetProperty("counts").GetProperty("changes").GetInt64().Should().Be(1);
        var change = preview.GetProperty("enrollments")[0];
        change.GetProperty("learnerId").GetString().Should().Be("kim");
        var (from, to) = (
            change.GetProperty("without").GetProperty("due").GetDateTime(),
            change.GetProperty("with").GetProperty("due").GetDateTime()
        );
        (from - to).Days.Should().Be(1000);
        (await _enrollctl.Run("rule", "preview", file, "--names")).Output.Should().Contain("kim").And.Contain("changes");
        (await Count("select count(*)::int from enrollment.mt_events where stream_id = 'rule/safety-rule'"))
            .Should()
            .Be(2, "nothing was saved");
    }

    [Test]
    public async Task Should_name_every_problem_of_a_file_with_its_path()
    {
        var ran = await _enrollctl.Run(
            "rule",
            "preview",
            await Write("""{"messageId":"x","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","version":0}""")
        );

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("$.version").And.Contain("$.activityId").And.Contain("$.audience");
    }

    [Test]
    public async Task Should_list_who_did_what_and_why()
    {
        (await _enrollctl.Run("deadletters", "erase", "--learner", "kim")).ExitCode.Should().NotBe(0, "a reason is required");
        (await _enrollctl.Run("deadletters", "erase", "--learner", "kim", "--reason", "asked for")).ExitCode.Should().Be(0);

        var acts = Json(await _enrollctl.Run("audit", "operators", "--json")).EnumerateArray().ToArray();
        acts.Select(act => act.GetProperty("command").GetString()!.Split(' ')[0])
            .Should()
            .Equal("deadletters", "publish", "nightly", "publish");
        acts[0].GetProperty("command").GetString().Should().Be("deadletters erase --learner kim");
        acts.Select(act => act.GetProperty("reason").GetString()).Should().Equal("asked for", null, "to begin with", null);
        acts.Should().OnlyContain(act => act.GetProperty("user").GetString()!.StartsWith(Environment.UserName));
    }

    private static string Rule(int version, string savedBy, int days) =>
        $$$"""{"messageId":"r{{{version}}}","occurredAt":"{{{DateTime.UtcNow.AddDays(-9 + version):yyyy-MM-ddTHH:mm:ssZ}}}","""
        + $$$""" "savedBy":"{{{savedBy}}}","ruleId":"safety-rule","activityId":"safety","version":{{{version}}},"audience":"""
        + $$$"""{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"""
        + $$$""" "due":{"kind":"within","days":{{{days}}}}}""";

    private static string Line(string type, string message) => $$$"""{"type":"{{{type}}}","message":{{{message}}}}""";

    private static JsonElement Json(CommandResult ran) =>
        JsonDocument.Parse(ran.ExitCode == 0 ? ran.Output : throw new InvalidOperationException(ran.Error)).RootElement;

    private static async Task<string> Write(params string[] lines)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.json");
        await File.WriteAllLinesAsync(file, lines);
        return file;
    }

    private async Task Publish(params string[] lines) => (await _enrollctl.Run("publish", await Write(lines))).ExitCode.Should().Be(0);

    private async Task<int> Count(string sql)
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.QueryAsync<int>(sql))[0];
    }
}
