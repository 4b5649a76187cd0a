using System.Text.Json.Nodes;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>
/// A worker of an earlier version was killed in the middle of a night. A worker of this version starts on its database and queues, with
/// 1,000 facts in them. The messages of the last finished night are delivered again.
/// </summary>
[NonParallelizable]
[TestFixtureSource(typeof(KeptCommit), nameof(KeptCommit.All))]
public sealed class When_queues_of_an_earlier_version_are_used(KeptCommit commit)
{
    private const string AppliedFacts = """
        select count(distinct message) from enrollment.mt_events, jsonb_path_query(data, '$.**.messageId') message
        where message #>> '{}' like 'left-%'
        """;

    private const string FinishedNights = "select count(*) from enrollment.mt_events where type = 'night_finished'";

    private UpgradedDatabase _database = null!;
    private VirtualHost _broker = null!;
    private JsonObject _declaredBefore = null!;
    private long _nightsBefore;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await UpgradedDatabase.CreateAsync(commit.Open("interrupted.sql.gz"));
        _nightsBefore = await _database.CountAsync(FinishedNights);
        _broker = new VirtualHost(_database.Servers);
        _declaredBefore = await commit.DefinitionsAsync();
        await _broker.DeclareAsync(_declaredBefore);
        await Task.WhenAll((await commit.MessagesAsync()).Select(PublishAsync));
        await _database.StartWorkerAsync();
        await Eventually.Be(() => _database.CountAsync(FinishedNights), count => count > _nightsBefore, seconds: 60);
        await Eventually.Be(() => _database.CountAsync(AppliedFacts), count => count >= 1_000, seconds: 60);
        await Eventually.Be(_broker.DepthsAsync, depths => depths.Values.Sum() == 0, seconds: 60);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _broker.Dispose();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Should_apply_a_thousand_facts() => (await _database.CountAsync(AppliedFacts)).Should().Be(1_000);

    [Test]
    public async Task Should_store_the_dead_letters_in_the_queues_and_no_others()
    {
        var ran = await _database.RunWellAsync("deadletters", "--json");

        JsonNode
            .Parse(ran.Output)!
            .AsArray()
            .Select(letter => letter!["messageId"]?.GetValue<string>())
            .Should()
            .OnlyHaveUniqueItems()
            .And.Contain(["left-bad-1", "left-bad-2"])
            .And.HaveCount(await KeptDeadLettersAsync() + 2);
    }

    [Test]
    public async Task Should_finish_the_interrupted_night_for_everybody() =>
        (await _database.LastNightAsync()).Should().Be(("2026-06-03", 0));

    [Test]
    public async Task Should_repeat_no_night() => (await _database.CountAsync(FinishedNights)).Should().Be(_nightsBefore + 1);

    [Test]
    public Task Should_verify_the_record() => _database.RunWellAsync("audit", "verify");

    [Test]
    public async Task Should_leave_queues_and_exchanges_as_they_were() =>
        Declared.Missing(_declaredBefore, await _broker.DefinitionsAsync()).Should().BeEmpty();

    private async Task PublishAsync(IReadOnlyList<JsonObject> messages)
    {
        foreach (var message in messages)
            await _broker.PublishAsync(message);
    }

    private async Task<int> KeptDeadLettersAsync()
    {
        var listed = (await KeptAnswer.ReadAsync(commit)).Single(answer => answer.Question == "deadletters --json");
        return JsonNode.Parse(listed.Output)!.AsArray().Count;
    }
}
