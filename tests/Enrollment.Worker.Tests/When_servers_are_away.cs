using System.Net;
using Enrollment.TestKit;
using Enrollment.TestKit.Network;
using Npgsql;

namespace Enrollment.Worker.Tests;

/// <summary>The worker reaches each server by a relay, which can be cut.</summary>
public sealed class When_servers_are_away
{
    [TestCase("broker")]
    [TestCase("database")]
    public async Task Should_not_be_ready_until_it_is_back(string condition)
    {
        await using var servers = await TestServers.Create();
        var (database, broker) = (new NpgsqlConnectionStringBuilder(servers.Postgres), new UriBuilder(servers.RabbitMq));
        using var toDatabase = new TcpRelay(database.Port);
        using var toBroker = new TcpRelay(broker.Port);
        (database.Port, broker.Port) = (toDatabase.Address.Port, toBroker.Address.Port);
        await using var worker = await TestWorker.Start(
            servers,
            null,
            $"--Enrollment:Postgres={database.ConnectionString}",
            $"--Enrollment:RabbitMq={broker.Uri}"
        );
        var link = condition == "broker" ? toBroker : toDatabase;

        link.Cut();
        await Eventually.Be(
            worker.Readiness,
            text => text.Contains($"\"{condition}\":{{\"status\":\"Unhealthy\"", StringComparison.Ordinal)
        );
        using var answer = await worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await worker.Text("/metrics")).Should().MatchRegex(Metric(condition, 1));

        link.Heal();
        await Eventually.Be(
            worker.Readiness,
            text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal),
            seconds: 60
        );
        (await worker.Text("/metrics")).Should().MatchRegex(Metric(condition, 0));
    }

    // While a queue is declared, too.
    [Test]
    public async Task Should_have_every_consumer_within_half_a_minute_after_connections_were_cut_at_any_moment()
    {
        await using var servers = await TestServers.Create();
        var broker = new UriBuilder(servers.RabbitMq);
        using var link = new TcpRelay(broker.Port);
        broker.Port = link.Address.Port;
        await using var worker = await TestWorker.Start(servers, null, $"--Enrollment:RabbitMq={broker.Uri}");
        var random = new Random(20261126);
        for (var cut = 0; cut < 20; cut++)
        {
            await Task.Delay(random.Next(300, 1_000));
            link.Cut();
            link.Heal();
        }

        await Eventually.Be(
            worker.Readiness,
            text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal),
            seconds: 30
        );
    }

    private static string Metric(string condition, int value) => $"enrollment_problem\\{{[^}}]*condition=\"{condition}\"[^}}]*\\}} {value}";
}
