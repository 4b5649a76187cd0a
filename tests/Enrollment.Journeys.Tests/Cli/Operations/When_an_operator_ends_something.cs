using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>
/// Ids from before they were refused, which no message may name: an operator ends them, as the worker's role, and the next night does the
/// rest.
/// </summary>
[NonParallelizable]
public sealed class When_an_operator_ends_something
{
    private const string Learner = "turn\u202Eend ";
    private const string Rule = "line\u2028end";

    private PlantedRecord _record = null!;
    private CommandResult _ended = null!;
    private CommandResult _rule = null!;

    [OneTimeSetUp]
    public async Task End()
    {
        _record = await PlantedRecord.CreateAsync(Learner, Rule, "turnend");
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "grants.sql")));
        await ExecuteAsync($"truncate {OwnTables.PendingLearner}");
        _ended = await RunAsync("learner", "end", "turn\\u{202E}end\\u{20}", "--reason", "id of the old feed");
        _rule = await RunAsync("rule", "end", "line\\u{2028}end", "--reason", "saved twice", "--yes", "--json");
        await NightAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _record.DisposeAsync();

    [Test]
    public void Should_say_what_the_next_night_does()
    {
        _ended.ExitCode.Should().Be(0, _ended.Error);
        _ended
            .Output.Should()
            .Contain("turn\\u{202E}end\\u{20} becomes inactive at")
            .And.Contain("pauses 1 enrollment (1 open)")
            .And.Contain("Recorded as enrollctl:");
        _rule.ExitCode.Should().Be(0, _rule.Error);
        _rule.Output.Should().Contain("\"version\": 3").And.Contain("\"messageId\": \"enrollctl:");
    }

    [Test]
    public async Task Should_record_the_events_of_the_facts_that_take_away()
    {
        (
            await ValueAsync<string>(
                $"select type || ' ' || (data -> 'stamp' ->> 'messageId') from enrollment.mt_events where stream_id = "
                    + $"'learner/{Learner}' order by version desc limit 1"
            )
        )
            .Should()
            .StartWith("learner_deactivated enrollctl:");
        (
            await ValueAsync<string>(
                $"select concat_ws(' ', type, data -> 'rule' ->> 'version', data -> 'rule' -> 'audience' ->> 'kind', data -> 'stamp' "
                    + $"->> 'messageId') from enrollment.mt_events where stream_id = 'rule/{Rule}' order by version desc limit 1"
            )
        )
            .Should()
            .StartWith("rule_saved 3 none enrollctl:");
    }

    [Test]
    public async Task Should_record_who_did_it_and_why_in_the_same_transaction() => (
            await ValueAsync<long>(
                """
                select count(*) from enrollment.mt_events acted join enrollment.mt_events fact on fact.xmin = acted.xmin
                where acted.type = 'operator_acted'
                  and (acted.data ->> 'reason', fact.type) in (('id of the old feed', 'learner_deactivated'), ('saved twice', 'rule_saved'))
                """
            )
        ).Should().Be(2);

    [Test]
    public async Task Should_be_seen_by_the_next_night()
    {
        (await ValueAsync<string>($"select status from {OwnTables.Enrollment} where learner_id = '{Learner}'")).Should().Be("paused");
        (
            await ValueAsync<string>(
                $"select string_agg(coalesce(jsonb_array_length(data -> 'matches'), 0)::text, ' ' order by version) from "
                    + $"enrollment.mt_events where stream_id = 'enrollment/{Rule}/{Rule}' and type = 'sources_judged'"
            )
        )
            .Should()
            .Be("1 0");
    }

    [Test]
    public async Task Should_leave_the_record_proven_and_the_read_models_as_the_streams_give_them()
    {
        var verified = await InProcessEnrollctl.RunAsync(_record.Servers, ["audit", "verify"]);
        verified.Output.Should().Contain("Nothing found");
        verified.ExitCode.Should().Be(0, verified.Output);
    }

    [TestCase("learner", "turn\u202Eend", "No learner with the id turn\\u{202E}end is in the record")]
    [TestCase("learner", "nobody", "No learner with the id nobody is in the record")]
    [TestCase("learner", "turn\\u{202E}end\\u{20}", "has been inactive since")]
    [TestCase("rule", "line end", "No rule with the id line end is in the record")]
    [TestCase("rule", "line\\u{2028}end", "already enrolls nobody since version 3")]
    public async Task Should_refuse_what_is_not_in_the_record_or_has_ended(string what, string id, string said)
    {
        var before = await ValueAsync<long>("select count(*) from enrollment.mt_events");
        var ran = await RunAsync(what, "end", id, "--reason", "x", "--yes");
        (ran.ExitCode, await ValueAsync<long>("select count(*) from enrollment.mt_events")).Should().Be((1, before));
        ran.Error.Should().Contain(said).And.Contain("Nothing was changed.");
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        InProcessEnrollctl.RunAsync(
            arguments,
            (
                "Enrollment__Postgres",
                new NpgsqlConnectionStringBuilder(_record.Servers.Postgres) { Username = "enrollment_worker" }.ConnectionString
            ),
            ("Enrollment__RabbitMq", null)
        );

    /// <summary>The first one after what was recorded, on a clock that is put there.</summary>
    private async Task NightAsync()
    {
        // No night is due yet when the worker starts, so it is well.
        await ClockSetting.SetAsync(
            _record.Store,
            new DateTimeOffset(PlantedRecord.Night.AddDays(1), new TimeOnly(1, 0), TimeSpan.Zero),
            running: false
        );
        await using var worker = await TestWorker.Start(
            _record.Servers,
            null,
            "--Enrollment:NightlyClock=false",
            "--Enrollment:DemonstrationClock=true"
        );
        var night = PlantedRecord.Today.AddDays(1);
        await ClockSetting.SetAsync(worker.Store, new DateTimeOffset(night, new TimeOnly(3, 0), TimeSpan.Zero), running: false);
        await Task.Delay(300);
        await worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(night));
        await Eventually.Be(
            () => ValueAsync<long>("select count(*) from enrollment.mt_events where type = 'night_finished'"),
            count => count == 1,
            seconds: 30
        );
        await ClockSetting.ClearAsync(worker.Store);
    }

    private Task<T> ValueAsync<T>(string sql) => _record.ValueAsync<T>(sql);

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_record.Servers.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
