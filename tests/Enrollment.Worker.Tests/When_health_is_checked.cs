using System.Net;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.TestKit;
using Enrollment.Worker.Consumers;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_health_is_checked
{
    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(
            _servers,
            builder => builder.Services.AddSingleton<Recorder>().AddFactConsumer<UserCreated, RecordingConsumer<UserCreated>>()
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test]
    public async Task Should_be_alive() =>
        (await _worker.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);

    [Test]
    public async Task Should_be_ready_with_every_part_named() =>
        (await _worker.Readiness())
            .Should()
            .ContainAll(
                "\"broker\"",
                "\"database\"",
                "\"schema\"",
                "\"leader\"",
                "\"announcing\"",
                "\"chain\"",
                "\"announcements-refused\""
            );

    [Test]
    public async Task Should_not_be_ready_without_its_tables()
    {
        await using var without = await TestServers.Create();
        var other = await TestWorker.Start(without);
        try
        {
            await using var session = other.Store.LightweightSession();
            session.QueueSqlCommand("drop table enrollment.mt_events cascade");
            await session.SaveChangesAsync();

            const string Named = "\"database\":{\"status\":\"Unhealthy\",\"description\":\"The database has no Enrollment tables";
            await Eventually.Be(other.Readiness, text => text.Contains(Named, StringComparison.Ordinal));
            using var answer = await other.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            (await other.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Test]
    public async Task Should_show_its_own_instruments_and_those_of_the_database()
    {
        await _worker.Publisher.Publish<UserCreated>("no json");

        var metrics = await Eventually.Be(
            () => _worker.Text("/metrics"),
            text =>
                text.Contains("enrollment_dead_letters_total", StringComparison.Ordinal)
                && text.Contains("enrollment_facts_total", StringComparison.Ordinal)
        );

        metrics.Should().MatchRegex("""enrollment_facts_total\{[^}]*outcome="rejected",type="UserCreated"[^}]*\} [1-9]""");
        metrics.Should().MatchRegex("""enrollment_dead_letters_total\{[^}]*kind="rejected"[^}]*\} [1-9]""");
        metrics.Should().ContainAll("enrollment_night_remaining", "db_client");
    }

    // MassTransit's meter belongs to the first host of a process, so this needs a process of its own.
    [Test]
    public async Task Should_show_the_instruments_of_the_bus()
    {
        await using var own = await TestServers.Create();
        using var process = new WorkerProcess(own);
        await Eventually.Be(
            () => process.Text("/health/ready"),
            text => text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal),
            seconds: 60
        );
        await using var publisher = await TestPublisher.Connect(own.RabbitMq);
        await publisher.Send(Queues.Undeliverable, "anything"u8.ToArray());

        await Eventually.Be(
            () => process.Text("/metrics"),
            text => text.Contains("messaging_masstransit_receive", StringComparison.Ordinal)
        );
    }
}
