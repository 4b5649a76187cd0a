using System.Text.Json;
using System.Text.RegularExpressions;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>Each way in which no night runs: health names it, <c>status</c> ends with 1 and says what to do, a metric shows it.</summary>
public sealed class When_nights_stall
{
    private static readonly DateOnly Latest = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-2));

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
    public async Task Should_show_when_the_next_one_is_while_all_is_well()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = Latest });

        (await Healthy("night", "ledger", "clocks")).Should().Contain("\"status\":\"Healthy\",\"checks\"");
        var ran = await _enrollctl.Run("status", "--json");
        ran.ExitCode.Should().Be(0, ran.Output);
        Next(ran).Should().Be($"{Latest.AddDays(1):yyyy-MM-dd}T02:00:00+00:00");
        var next = $"{Latest.AddDays(1):yyyy-MM-dd}";
        (await _enrollctl.Run("status")).Output.Should().MatchRegex($"next night +│ {next}, at {next} 02:00:00");
    }

    [Test, Order(2)]
    public async Task Should_tell_of_a_night_that_is_due_and_does_not_begin()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = Latest.AddDays(-3) });

        await ShouldBeTold("night", $"The night of {Latest:yyyy-MM-dd} is due but has not started");
    }

    [Test, Order(2)]
    public async Task Should_tell_of_a_run_that_comes_no_further()
    {
        await Given(
            new NightlySchedulerState
            {
                Since = DateTimeOffset.UtcNow.AddDays(-60),
                LastDate = Latest,
                Unfinished = Latest,
            },
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(Latest),
                BusinessDate = Latest,
                CurrentState = NightlyRunStates.RunningBatch,
                LastHeard = DateTimeOffset.UtcNow,
                ProgressedAt = DateTimeOffset.UtcNow.AddMinutes(-6),
            }
        );

        await ShouldBeTold("night", $"The night of {Latest:yyyy-MM-dd} (running the batch) has made no progress since");
    }

    [Test, Order(2)]
    public async Task Should_tell_of_a_night_that_lies_ahead()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = new DateOnly(2199, 1, 1) });

        await ShouldBeTold("ledger", "The last night has the date 2199-01-01");
        var ran = await _enrollctl.Run("nightly", "run");
        ran.ExitCode.Should().Be(1);
        ran.Error.Should()
            .Contain("the night of 2199-01-01 has already run")
            .And.Contain("A clock was ahead")
            .And.Contain("docs/operations.md");
    }

    [Test, Order(2)]
    public async Task Should_only_warn_of_a_night_that_lies_ahead_on_the_demonstration_clock()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = new DateOnly(2199, 1, 1) });

        var ran = await new Enrollctl(_servers.Postgres, _servers.RabbitMq, onDemonstrationClock: true).Run("status");

        ran.ExitCode.Should().Be(0, ran.Output);
        ran.Output.Should().Contain("ledger: The last night has the date 2199-01-01");
    }

    [Test, Order(3)]
    public async Task Should_say_why_a_date_cannot_be_run()
    {
        var before = Latest.AddDays(-1);
        await Given(
            new NightlySchedulerState
            {
                Since = DateTimeOffset.UtcNow.AddDays(-60),
                LastDate = before,
                Unfinished = before,
            }
        );
        (await _enrollctl.Run("nightly", "run"))
            .Error.Should()
            .Contain($"the night of {before:yyyy-MM-dd} is not finished")
            .And.Contain("nightly status --watch");
        (await _enrollctl.Run("nightly", "run", "--business-date", $"{Latest.AddDays(3):yyyy-MM-dd}"))
            .Error.Should()
            .Contain($"is not due until {Latest.AddDays(3):yyyy-MM-dd}T02:00+00:00")
            .And.Contain("Leave out --business-date");
    }

    [Test, Order(3)]
    public async Task Should_tell_that_the_first_night_of_another_version_of_the_semantics_waits()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = Latest });
        await _servers.ExecuteAs(null, "insert into enrollment.enrollment (activity_id, learner_id, version) values ('a', 'u', 1)");
        await _servers.ExecuteAs(null, "update enrollment.mt_doc_nightlyledger set data = data - 'semantics'");
        await ShouldBeTold("upgrade", "An earlier version of the semantics decided the nights so far.");

        (await _enrollctl.Run("nightly", "run", "--business-date", $"{Latest:yyyy-MM-dd}")).ExitCode.Should().Be(1);
        var ran = await _enrollctl.Run("upgrade", "preview", "--yes", "--reason", "tried on a copy");

        ran.Output.Should().Contain($"The night of {Latest.AddDays(1):yyyy-MM-dd} can begin now.");
        await Healthy("upgrade");
        (await _enrollctl.Run("status")).ExitCode.Should().Be(0);
        (await _enrollctl.Run("audit", "operators")).Output.Should().Contain("upgrade preview --yes").And.Contain("tried on a copy");
        await _servers.ExecuteAs(null, "delete from enrollment.enrollment where activity_id = 'a'");
    }

    [Test, Order(4)]
    public async Task Should_run_a_night_long_after_the_last_only_when_an_operator_says_so()
    {
        await Given(new NightlySchedulerState { Since = DateTimeOffset.UtcNow.AddDays(-60), LastDate = Latest.AddDays(-15) });
        await ShouldBeTold(
            "night",
            $"The night of {Latest:yyyy-MM-dd} does not start by itself, because it is more than 14 days (MaxCatchUpDays) after the last"
        );

        var refused = await _enrollctl.Run("nightly", "run");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("cannot be run: it is more than 14 days").And.Contain("--catch-up");
        (await Ledger()).Requested.Should().BeNull("nothing is permitted by what is refused");

        var ran = await _enrollctl.Run("nightly", "run", "--catch-up", "--reason", "the holidays");
        ran.ExitCode.Should().Be(0, ran.Error);
        (await Ledger())
            .Should()
            .BeEquivalentTo(
                new
                {
                    LastDate = (DateOnly?)Latest,
                    Unfinished = (DateOnly?)null,
                    Requested = (DateOnly?)null,
                }
            );
        (await _enrollctl.Run("audit", "operators")).Output.Should().Contain("nightly run --catch-up").And.Contain("the holidays");
        await Healthy("night");
        (await _enrollctl.Run("status")).ExitCode.Should().Be(0);
    }

    private async Task ShouldBeTold(string condition, string sentence)
    {
        var readiness = await Eventually.Be(_worker.Readiness, text => text.Contains(sentence, StringComparison.Ordinal));
        readiness.Should().Contain($"\"{condition}\":{{\"status\":\"Degraded\"").And.StartWith("{\"status\":\"Degraded\"");
        (await _worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
        (await _worker.Text("/metrics")).Should().MatchRegex($"enrollment_problem\\{{[^}}]*condition=\"{condition}\"[^}}]*\\}} 1");
        var status = await _enrollctl.Run("status", "--json");
        status.ExitCode.Should().Be(1);
        Json(status)
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetString())
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"{condition}: {sentence}");
    }

    private Task<string> Healthy(params string[] conditions) =>
        Eventually.Be(
            _worker.Readiness,
            text => conditions.All(condition => Regex.IsMatch(text, $"\"{condition}\":\\{{\"status\":\"Healthy\""))
        );

    private async Task Given(NightlySchedulerState ledger, params NightlyRunDocument[] runs)
    {
        await using var session = _worker.Store.LightweightSession();
        session.DeleteWhere<NightlyRunDocument>(_ => true);
        session.DeleteWhere<NightlySchedulerState>(_ => true);
        await session.SaveChangesAsync();
        session.Insert(ledger);
        session.Insert(runs);
        await session.SaveChangesAsync();
    }

    private async Task<NightlySchedulerState> Ledger()
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId))!;
    }

    private static string? Next(CommandResult ran) =>
        Json(ran).GetProperty("database").GetProperty("nextNight").GetProperty("at").GetString();

    private static JsonElement Json(CommandResult ran) => JsonDocument.Parse(ran.Output).RootElement;
}
