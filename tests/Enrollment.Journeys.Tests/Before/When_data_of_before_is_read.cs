using System.Text.Json.Nodes;
using Enrollment.Journeys.Tests.Cli;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Journeys.Tests.Before;

/// <summary>This version answers, verifies and runs a night on the database of an earlier one.</summary>
[NonParallelizable]
[TestFixtureSource(typeof(KeptCommit), nameof(KeptCommit.All))]
public sealed class When_data_of_before_is_read(KeptCommit commit)
{
    private const string Facts = """
        {"type":"UserCreated","message":{"messageId":"new","occurredAt":"2026-06-02T12:00:00Z","userId":"new","groups":["sales"],"origin":"integration"}}
        {"type":"ActivityCompleted","message":{"messageId":"done","occurredAt":"2026-06-02T12:00:00Z","userId":"late","activityId":"selling","completedOn":"2026-06-02"}}
        """;

    private const string NameFromBefore = """
        {"type":"UserUpdated","message":{"messageId":"name","occurredAt":"2026-05-01T12:00:00Z","userId":"gone","displayName":"Gone Tomorrow"}}
        """;

    private UpgradedDatabase _database = null!;
    private Ran _verified = null!;
    private Ran _verifiedAfterTheNight = null!;
    private List<string> _otherAnswers = null!;

    [OneTimeSetUp]
    public async Task Upgrade()
    {
        _database = await UpgradedDatabase.CreateAsync(commit.Open("database.sql.gz"));
        _verified = await VerifyAsync();
        _otherAnswers = await OtherAnswersAsync();
        await LiveAsync(await _database.StartWorkerAsync());
        _verifiedAfterTheNight = await VerifyAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _database.DisposeAsync();

    [Test]
    public void Should_answer_every_question_as_the_old_version_did() => string.Join('\n', _otherAnswers).Should().BeEmpty();

    [Test]
    public void Should_verify_what_was_recorded() => ShouldFindNothing(_verified);

    [Test]
    public void Should_verify_what_was_recorded_before_and_since() => ShouldFindNothing(_verifiedAfterTheNight);

    [Test]
    public Task Should_accept_an_export_that_the_old_version_signed() =>
        _database.RunWellAsync("audit", "check", commit.PathOf("export"), "--key", commit.PathOf("export.pub"));

    [Test]
    public async Task Should_enroll_a_new_learner_by_the_rules_of_before()
    {
        var ran = await _database.RunWellAsync("enrollments", "--learner", "new", "--by-night", "2026-06-03", "--json");

        ran.Output.Should().Contain("\"selling\"").And.Contain("\"safety\"").And.Contain("\"privacy\"");
    }

    [Test]
    public async Task Should_run_a_night_that_fails_for_nobody() => (await _database.LastNightAsync()).Should().Be(("2026-06-03", 0));

    [Test]
    public async Task Should_credit_a_completion_to_an_enrollment_of_before()
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
        await File.WriteAllTextAsync(file, NameFromBefore);
        await _database.RunWellAsync("publish", file);
        await File.WriteAllTextAsync(file, Facts);
        await _database.RunWellAsync("replay", file, "--until", "2026-06-03", "--worker", $"{worker.Http.BaseAddress}");
        File.Delete(file);
    }

    private async Task<List<string>> OtherAnswersAsync()
    {
        var others = new List<string>();
        foreach (var kept in await KeptAnswer.ReadAsync(commit))
        {
            var ran = await _database.RunAsync(kept.Arguments);
            if (await kept.DifferenceAsync(ran) is { } difference)
                others.Add($"{kept.Question}: {difference}");
        }

        return others;
    }

    private Task<Ran> VerifyAsync() =>
        _database.RunAsync([
            "audit",
            "verify",
            .. Directory.GetFiles(commit.PathOf("digests")).SelectMany(digest => new[] { "--digest", digest }),
            "--json",
        ]);

    private static void ShouldFindNothing(Ran verified)
    {
        verified.ExitCode.Should().Be(0, verified.Output + verified.Error);
        JsonNode.Parse(verified.Output)!["findings"]!.AsArray().Should().BeEmpty();
    }
}
