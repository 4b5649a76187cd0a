using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Rules;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>A message about the same learner or rule is recorded after the command has looked and before it records.</summary>
[NonParallelizable]
public sealed class When_others_write_while_something_is_ended
{
    private const string Waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private PlantedRecord _record = null!;

    [OneTimeSetUp]
    public async Task Plant() => _record = await PlantedRecord.CreateAsync("moved", "back", "rule");

    [OneTimeTearDown]
    public async Task Stop() => await _record.DisposeAsync();

    [Test]
    public async Task Should_end_a_learner_all_the_same()
    {
        var joined = new MembershipChanged(new Stamp(DateTimeOffset.UtcNow, "joined"), [new GroupId("g")], [], AtOnce: false);

        var ran = await EndMeanwhileAsync("learner/moved", session => TellAsync(session, "moved", joined), "learner", "end", "moved");

        ran.ExitCode.Should().Be(0, ran.Error);
        (await EventsAsync("learner/moved")).Should().Be("learner_created membership_changed learner_deactivated");
        (await ActedAsync("learner end moved")).Should().Be(1);
    }

    [Test]
    public async Task Should_not_end_a_learner_who_is_back_by_a_later_fact()
    {
        var back = new LearnerReactivated(new Stamp(DateTimeOffset.UtcNow.AddMinutes(5), "back"));

        var ran = await EndMeanwhileAsync("learner/back", session => TellAsync(session, "back", back), "learner", "end", "back");

        ran.ExitCode.Should().Be(1, ran.Error);
        ran.Error.Should().Contain("states that back is active. Nothing was changed.");
        (await EventsAsync("learner/back")).Should().Be("learner_created learner_reactivated");
        (await ActedAsync("learner end back")).Should().Be(0);
    }

    [Test]
    public async Task Should_not_end_a_rule_that_is_saved_again()
    {
        var ran = await EndMeanwhileAsync("rule/rule", SaveAsync, "rule", "end", "rule");

        ran.ExitCode.Should().Be(1, ran.Error);
        ran.Error.Should().Contain("rule was saved again in the meantime. Nothing was changed. Run the command again.");
        (await EventsAsync("rule/rule")).Should().Be("rule_saved rule_saved rule_saved");
        (await ActedAsync("rule end rule")).Should().Be(0);
    }

    /// <summary>The stream is locked until the command waits for it and the change is made.</summary>
    private async Task<CommandResult> EndMeanwhileAsync(string stream, Func<IDocumentSession, Task> change, params string[] command)
    {
        await using var session = _record.Store.LightweightSession();
        await session.BeginTransactionAsync(CancellationToken.None);
        await session.QueryAsync<string>($"select id from enrollment.mt_streams where id = '{stream}' for update");
        var ending = InProcessEnrollctl.RunAsync(_record.Servers, [.. command, "--reason", "x", "--yes"]);
        await Eventually.Be(() => _record.ValueAsync<long>(Waiting), waiting => waiting == 1);
        await change(session);
        return await ending;
    }

    private Task<IReadOnlyList<RecordedFact>> TellAsync(IDocumentSession session, string learner, LearnerFact fact) =>
        _record.Facts.RecordAsync(session, [new LearnerFactReceived(new LearnerId(learner), fact)]);

    private async Task SaveAsync(IDocumentSession session)
    {
        await _record.Rules.DecideAsync(session, [new ReceivedRule(PlantedRecord.RuleOf("rule", version: 3, days: 5))]);
        await session.SaveChangesAsync();
    }

    private Task<string> EventsAsync(string stream) =>
        _record.ValueAsync<string>($"select string_agg(type, ' ' order by version) from enrollment.mt_events where stream_id = '{stream}'");

    private Task<long> ActedAsync(string command) =>
        _record.ValueAsync<long>(
            $"select count(*) from enrollment.mt_events where type = 'operator_acted' and data ->> 'command' like '{command}%'"
        );
}
