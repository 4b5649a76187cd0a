using System.Net;
using System.Text.Json;
using Enrollment.Storage.Access;
using Enrollment.TestKit;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using RabbitMQ.Client;

namespace Enrollment.Journeys.Tests.Cli.Conditions;

/// <summary>
/// Each way in which announcements and the chain stop although the worker could work: health says 200 and the name, <c>status</c> exits
/// with 1, the metric is 1.
/// </summary>
[TestFixture("leader", nameof(AnotherSessionLeads))]
[TestFixture("leader", nameof(ATransactionHoldsANumber))]
[TestFixture("announcing", nameof(TheExchangeIsOfAnotherKind))]
[TestFixture("announcing", nameof(AnEventCannotBeRead))]
[TestFixture("chain", nameof(AnotherSessionHoldsTheChain))]
public sealed class When_announcements_stall(string condition, string way)
{
    private const string Events = $"{DatabaseSchema.Name}.mt_events";
    private const string Exchange = "Enrollment.Contracts:LearnerEnrolled";
    private const long LockOfTheChain = 0x656e726f6c6c6368;

    private static readonly string[] Conditions = ["leader", "announcing", "chain", "announcements-refused"];

    private StalledWorker _stand = null!;

    [OneTimeSetUp]
    public async Task Hinder()
    {
        _stand = await StalledWorker.CreateAsync();
        await (
            way switch
            {
                nameof(AnotherSessionLeads) => AnotherSessionLeads(),
                nameof(ATransactionHoldsANumber) => ATransactionHoldsANumber(),
                nameof(TheExchangeIsOfAnotherKind) => TheExchangeIsOfAnotherKind(),
                nameof(AnEventCannotBeRead) => AnEventCannotBeRead(),
                _ => AnotherSessionHoldsTheChain(),
            }
        );
        // Time for what still moves to come as far as it can.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await _stand.AgeAsync();
        await Eventually.Be(StatusAsync, status => status == "Degraded", seconds: 30);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stand.DisposeAsync();

    [Test, Order(1)]
    public async Task Should_be_degraded_and_not_unready()
    {
        using var answer = await _stand.Worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("{\"status\":\"Degraded\"");
    }

    [Test, Order(1)]
    public async Task Should_name_no_other()
    {
        var checks = JsonDocument.Parse(await _stand.Worker.Readiness()).RootElement.GetProperty("checks");

        Conditions.Where(name => checks.GetProperty(name).GetProperty("status").GetString() != "Healthy").Should().Equal(condition);
    }

    [Test, Order(1)]
    public async Task Should_stand_in_the_status()
    {
        var ran = await new Enrollctl(_stand.Servers).Run("status");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().MatchRegex($"(?m)^{condition}: .*(session|log)");
    }

    [Test, Order(1)]
    public async Task Should_be_a_metric() =>
        (await _stand.Worker.Text("/metrics"))
            .Should()
            .MatchRegex($$"""enrollment_problem[a-z_]*\{[^}]*condition="{{condition}}"[^}]*\} 1""");

    [Test, Order(2)]
    public async Task Should_be_well_again_when_the_cause_is_removed()
    {
        await _stand.ReleaseAsync();

        await Eventually.Be(StatusAsync, status => status == "Healthy", seconds: 90);
    }

    private async Task AnotherSessionLeads()
    {
        await _stand.StartAsync();
        await _stand.EnrollAsync("before");
        var announced = $"select count(*) from {DatabaseSchema.Name}.mt_event_progression where name = 'Announcements:All'";
        await Eventually.Be(() => _stand.ValueAsync<long>(announced), rows => rows == 1);
        await _stand.Worker.DisposeAsync();
        var key = ProjectionLockIds.Compute(DatabaseSchema.Name, new ShardName("Announcements"), 4444);
        await _stand.HoldAsync($"select pg_advisory_lock({key})");
        await _stand.StartAsync();
        await _stand.EnrollAsync("after");
    }

    private async Task ATransactionHoldsANumber()
    {
        await _stand.StartAsync();
        await _stand.HoldAsync(
            $"set idle_in_transaction_session_timeout = 0; begin; select nextval('{DatabaseSchema.Name}.mt_events_sequence')"
        );
        await _stand.EnrollAsync("ada");
    }

    private async Task TheExchangeIsOfAnotherKind()
    {
        await _stand.OnBrokerAsync(channel => channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true));
        _stand.OnRelease(() => _stand.OnBrokerAsync(channel => channel.ExchangeDeleteAsync(Exchange)));
        await _stand.StartAsync();
        await _stand.EnrollAsync("ada");
    }

    private async Task AnEventCannotBeRead()
    {
        await _stand.StartAsync();
        await _stand.ExecuteAsync(
            $"""
            create function spoil() returns trigger language plpgsql as
              $$ begin new.data = jsonb_build_object('was', new.data); return new; end $$;
            create trigger spoil before insert on {Events} for each row when (new.type like 'period_%') execute function spoil()
            """
        );
        _stand.OnRelease(() =>
            _stand.ExecuteAsync($"drop trigger spoil on {Events}; update {Events} set data = data -> 'was' where data ? 'was'")
        );
        await _stand.EnrollAsync("ada");
    }

    private async Task AnotherSessionHoldsTheChain()
    {
        await _stand.HoldAsync($"select pg_advisory_lock({LockOfTheChain})");
        await _stand.StartAsync();
        await _stand.EnrollAsync("ada");
    }

    private async Task<string?> StatusAsync() =>
        JsonDocument
            .Parse(await _stand.Worker.Readiness())
            .RootElement.GetProperty("checks")
            .GetProperty(condition)
            .GetProperty("status")
            .GetString();
}
