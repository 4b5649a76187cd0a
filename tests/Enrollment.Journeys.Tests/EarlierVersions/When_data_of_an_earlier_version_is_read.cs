using System.Text.Json.Nodes;
using Enrollment.Journeys.Tests.Cli;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>This version answers questions, verifies the record and runs a night on the database of an earlier version.</summary>
[NonParallelizable]
[TestFixtureSource(typeof(KeptCommit), nameof(KeptCommit.All))]
public sealed class When_data_of_an_earlier_version_is_read(KeptCommit commit)
{
    private static readonly string[] Facts =
    [
        """{"type":"UserCreated","message":{"messageId":"new","occurredAt":"2026-06-02T12:00:00Z","userId":"new","""
            + """ "groups":["sales"],"origin":"integration"}}""",
        """{"type":"ActivityCompleted","message":{"messageId":"done","occurredAt":"2026-06-02T12:00:00Z","userId":"late","""
            + """ "activityId":"selling","completedOn":"2026-06-02"}}""",
    ];

    private static readonly string[] OldName =
    [
        """{"type":"UserUpdated","message":{"messageId":"name","occurredAt":"2026-05-01T12:00:00Z","userId":"gone","""
            + """ "displayName":"Gone Tomorrow"}}""",
    ];

    private const string Rule =
        """{"messageId":"rule","occurredAt":"2026-06-02T01:00:00Z","savedBy":"kim","ruleId":"new-rule","activityId":"new","version":1,"""
        + """ "audience":{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"}}""";

    private UpgradedDatabase _database = null!;
    private CommandResult _verified = null!;
    private CommandResult _verifiedAfterTheNight = null!;
    private List<string> _differences = null!;
    private List<string> _differencesAfterTheNight = null!;
    private CommandResult _waiting = null!;
    private CommandResult _rulePreview = null!;
    private (long Events, long Conflicts) _beforeTheRepetition;
    private (long Events, long Conflicts) _afterTheRepetition;
    private JsonNode _preview = null!;

    [OneTimeSetUp]
    public async Task Upgrade()
    {
        _database = await UpgradedDatabase.CreateAsync(commit.Open("database.sql.gz"));
        _verified = await VerifyAsync();
        _differences = await DifferencesAsync(_ => true);
        var worker = await _database.StartWorkerAsync();
        _waiting = await _database.RunAsync("status", "--json");
        _rulePreview = await PreviewRuleAsync();
        _preview = JsonNode.Parse((await _database.RunWellAsync("upgrade", "preview", "--json")).Output)!["preview"]!;
        await LiveAsync(worker);
        _verifiedAfterTheNight = await VerifyAsync();
        _differencesAfterTheNight = await DifferencesAsync(kept => kept.IsAboutThePast);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _database.DisposeAsync();

    [Test]
    public void Should_answer_every_question_as_the_earlier_version_did() => string.Join('\n', _differences).Should().BeEmpty();

    [Test]
    public void Should_answer_about_the_past_after_the_night_as_the_earlier_version_did() =>
        string.Join('\n', _differencesAfterTheNight).Should().BeEmpty();

    [Test]
    public void Should_wait_for_the_preview_before_the_first_night() =>
        _waiting.Output.Should().Contain("upgrade: ").And.Contain("Run enrollctl upgrade preview.");

    [Test]
    public void Should_say_that_the_night_of_a_preview_waits() =>
        _rulePreview
            .Error.Should()
            .Contain("The first night of semantics version 2 does not begin before somebody has seen what it changes");

    // What version 1 read from a message without a member is what it is compared with.
    [Test]
    public void Should_take_every_fact_that_comes_again_for_one_that_it_knows() => _afterTheRepetition.Should().Be(_beforeTheRepetition);

    [Test]
    public async Task Should_change_by_the_text_alone_what_the_preview_shows()
    {
        var adopted = await _database.CountAsync("select count(*) from enrollment.mt_events where type = 'semantics_adopted'");

        adopted.Should().Be(_preview["counts"]!.AsObject().Sum(count => count.Value!.GetValue<long>()));
        _preview["failed"]!.GetValue<long>().Should().Be(0);
    }

    [Test]
    public void Should_verify_the_record() => ShouldFindNothing(_verified);

    [Test]
    public void Should_verify_the_record_after_the_night() => ShouldFindNothing(_verifiedAfterTheNight);

    [Test]
    public Task Should_accept_an_export_that_the_earlier_version_signed() =>
        _database.RunWellAsync("audit", "check", commit.PathOf("export"), "--key", commit.PathOf("export.pub"));

    [Test]
    public async Task Should_enroll_a_new_learner_by_the_stored_rules()
    {
        var ran = await _database.RunWellAsync("enrollments", "--learner", "new", "--by-night", "2026-06-03", "--json");

        ran.Output.Should().Contain("\"selling\"").And.Contain("\"safety\"").And.Contain("\"privacy\"");
    }

    [Test]
    public async Task Should_run_a_night_that_fails_for_nobody() => (await _database.LastNightAsync()).Should().Be(("2026-06-03", 0));

    [Test]
    public async Task Should_credit_a_completion_to_a_stored_enrollment()
    {
        var ran = await _database.RunWellAsync("show", "late", "selling", "--json");

        ran.Output.Should().Contain("\"completed\"");
    }

    [Test]
    public async Task Should_keep_a_forgotten_learner_forgotten() =>
        (await _database.CountAsync("select count(*) from enrollment.mt_doc_learner_identity where data::text like '%Tomorrow%'"))
            .Should()
            .Be(0);

    [Test]
    public async Task Should_apply_every_fact() =>
        (
            await _database.CountAsync(
                "select count(*) from enrollment.mt_doc_dead_letter where data ->> 'messageId' in ('new', 'done', 'name')"
            )
        )
            .Should()
            .Be(0);

    private async Task LiveAsync(TestWorker worker)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, OldName);
        await _database.RunWellAsync("publish", file);
        _beforeTheRepetition = await RecordedAsync();
        await _database.RunWellAsync("publish", Path.Combine(Checkout.Root, "tests", "before", "stories.jsonl"));
        await File.WriteAllLinesAsync(file, Facts);
        await _database.RunWellAsync("replay", file, "--until", "2026-06-03", "--worker", $"{worker.Http.BaseAddress}");
        _afterTheRepetition = await RecordedAsync();
        File.Delete(file);
    }

    private async Task<(long Events, long Conflicts)> RecordedAsync() =>
        (
            await _database.CountAsync("select count(*) from enrollment.mt_events where data -> 'stamp' ->> 'messageId' like 'story-%'"),
            await _database.CountAsync("select count(*) from enrollment.mt_doc_dead_letter where data ->> 'kind' = 'conflict'")
        );

    private async Task<CommandResult> PreviewRuleAsync()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Rule);
        var ran = await _database.RunWellAsync("rule", "preview", file);
        File.Delete(file);
        return ran;
    }

    private async Task<List<string>> DifferencesAsync(Func<KeptAnswer, bool> isAsked)
    {
        var differences = new List<string>();
        foreach (var kept in (await KeptAnswer.ReadAsync(commit)).Where(isAsked))
        {
            var ran = await _database.RunAsync(kept.Arguments);
            if (await kept.DifferenceAsync(ran) is { } difference)
                differences.Add($"{kept.Question}: {difference}");
        }

        return differences;
    }

    private Task<CommandResult> VerifyAsync() =>
        _database.RunAsync([
            "audit",
            "verify",
            .. Directory.GetFiles(commit.PathOf("digests")).SelectMany(digest => new[] { "--digest", digest }),
            "--json",
        ]);

    private static void ShouldFindNothing(CommandResult verified)
    {
        verified.ExitCode.Should().Be(0, verified.Output + verified.Error);
        JsonNode.Parse(verified.Output)!["findings"]!.AsArray().Should().BeEmpty();
    }
}
