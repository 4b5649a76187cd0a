using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>A person with a name, an enrollment and a dead letter asks to be forgotten.</summary>
public sealed class When_a_learner_is_forgotten
{
    private const string Name = "Ada Lovelace";

    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private CommandResult _ran = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false");
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """{"messageId":"r","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","activityId":"safety","version":1,"audience":"""
                + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
                + """{"kind":"within","days":10}}"""
        );
        await Eventually.Be(() => Count("select count(*)::int from enrollment.mt_events where type = 'rule_saved'"), count => count == 1);
        await _worker.Publisher.Publish<UserCreated>(
            $$"""{"messageId":"u","occurredAt":"2026-01-05T09:00:00Z","userId":"ada","""
                + $$""" "displayName":"{{Name}}","email":"ada@example.org","groups":["g"],"origin":"userInterface"}"""
        );
        await _worker.Publisher.Publish<UserUpdated>(
            $$"""{"messageId":"bad","occurredAt":"tomorrow","userId":"ada","displayName":"{{Name}}"}"""
        );
        await Eventually.Be(
            () => Read(session => session.LoadAsync<LearnerIdentity>("ada")),
            identity => identity?.DisplayName?.Value == Name
        );
        await Eventually.Be(() => Read(session => session.Query<DeadLetter>().CountAsync()), count => count == 1);
        _ran = await new Enrollctl(_servers).Run("learner", "forget", "ada", "--reason", "request 17", "--json");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public void Should_say_what_was_erased()
    {
        _ran.ExitCode.Should().Be(0, _ran.Error);
        var said = JsonDocument.Parse(_ran.Output).RootElement;
        (said.GetProperty("hadIdentity").GetBoolean(), said.GetProperty("erasedMessages").GetInt32()).Should().Be((true, 1));
    }

    [Test]
    public async Task Should_leave_the_name_in_no_table()
    {
        var tables = await Read(session =>
            session.QueryAsync<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'enrollment'")
        );
        tables.Should().NotBeEmpty();
        foreach (var table in tables)
            (await Count($"select count(*)::int from {table} t where t::text like '%{Name}%' or t::text like '%ada@example.org%'"))
                .Should()
                .Be(0, table);
    }

    [Test]
    public async Task Should_keep_the_history_under_the_id() =>
        (await Count("select count(*)::int from enrollment.mt_events where stream_id in ('learner/ada', 'enrollment/safety/ada')"))
            .Should()
            .Be(3);

    [Test]
    public async Task Should_record_who_did_it_and_why()
    {
        var told = await Read(session => session.Events.FetchStreamAsync("forgotten/ada"));
        told.Should()
            .ContainSingle()
            .Which.Data.Should()
            .BeOfType<LearnerForgotten>()
            .Which.Should()
            .Match<LearnerForgotten>(forgotten => forgotten.Reason == "request 17" && forgotten.By.Length > 0);
    }

    [Test]
    public async Task Should_not_be_told_the_name_again_by_a_message_from_before()
    {
        await _worker.Publisher.Publish<UserUpdated>(
            $$"""{"messageId":"late","occurredAt":"2026-02-05T09:00:00Z","userId":"ada","displayName":"{{Name}}"}"""
        );
        await Eventually.Be(
            () => Count("select count(*)::int from enrollment.mt_events where type = 'learner_updated'"),
            count => count == 1
        );
        (await Read(session => session.LoadAsync<LearnerIdentity>("ada")))!.DisplayName!.Value.Should().BeNull();
    }

    [Test]
    public async Task Should_refuse_somebody_of_whom_nothing_is_known()
    {
        var nobody = await new Enrollctl(_servers).Run("learner", "forget", "bob", "--reason", "request 18");
        (nobody.ExitCode, nobody.Error.Trim()).Should().Be((1, "There is no data about bob. Nothing was erased."));
    }

    private async Task<T> Read<T>(Func<IQuerySession, Task<T>> read)
    {
        await using var session = _worker.Store.QuerySession();
        return await read(session);
    }

    private async Task<int> Count(string sql) => (await Read(session => session.QueryAsync<int>(sql)))[0];
}
