using System.Text.Json;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>What every process lacks: health answers 503, <c>status</c> ends with 1, and the metric is 1, all under one name.</summary>
public sealed class When_a_worker_cannot_work
{
    private const string SkewedClock = """
        create schema wrong;
        create function wrong.clock_timestamp() returns timestamptz language sql
            as $$ select pg_catalog.clock_timestamp() - interval '5 minutes' $$;
        do $$ begin execute format('alter database %I set search_path = wrong, pg_catalog, public', current_database()); end $$
        """;

    private const string RightClock =
        "do $$ begin execute format('alter database %I reset search_path', current_database()); end $$; drop schema wrong cascade";

    private StalledWorker _stand = null!;
    private Enrollctl _enrollctl = null!;

    [SetUp]
    public async Task Start()
    {
        _stand = await StalledWorker.CreateAsync();
        await _stand.StartAsync();
        _enrollctl = new Enrollctl(_stand.Servers);
    }

    [TearDown]
    public async Task Stop() => await _stand.DisposeAsync();

    [Test]
    public async Task Should_name_tables_of_another_version()
    {
        await _stand.ExecuteAsync("alter table enrollment.mt_events drop column causation_id");

        await ShouldBeNamed("schema", "The tables are not those of this version. Run enrollctl schema apply of this version as the owner");

        await _stand.ExecuteAsync("alter table enrollment.mt_events add column causation_id varchar");
        await ShouldBeWell();
    }

    [Test]
    public async Task Should_name_clocks_that_disagree_and_begin_no_night()
    {
        await _stand.ExecuteAsync(SkewedClock);
        await _stand.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        );

        await ShouldBeNamed("clocks", "The clock of this machine is 5 minutes ahead of the database's");
        var ran = await _enrollctl.Run("nightly", "run");
        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("5 minutes ahead of the database's");

        await _stand.ExecuteAsync(RightClock);
        await _stand.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        );
        await ShouldBeWell();
    }

    private async Task ShouldBeNamed(string condition, string sentence)
    {
        await Eventually.Be(
            _stand.Worker.Readiness,
            text =>
                text.Contains(
                    $"\"{condition}\":{{\"status\":\"Unhealthy\","
                        + $"\"description\":\"{sentence.Replace("'", "\\u0027", StringComparison.Ordinal)}",
                    StringComparison.Ordinal
                ),
            seconds: 60
        );
        using var answer = await _stand.Worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.ServiceUnavailable);
        (await _stand.Worker.Text("/metrics")).Should().MatchRegex($"enrollment_problem\\{{[^}}]*condition=\"{condition}\"[^}}]*\\}} 1");
        var ran = await _enrollctl.Run("status", "--json");
        ran.ExitCode.Should().Be(1);
        JsonDocument
            .Parse(ran.Output)
            .RootElement.GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetString())
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"{condition}: {sentence}");
    }

    private async Task ShouldBeWell()
    {
        await Eventually.Be(
            _stand.Worker.Readiness,
            text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal),
            seconds: 60
        );
        var ran = await _enrollctl.Run("status");
        ran.ExitCode.Should().Be(0, ran.Output);
    }
}
