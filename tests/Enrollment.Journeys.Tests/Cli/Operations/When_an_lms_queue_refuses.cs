using System.Text.Json;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using RabbitMQ.Client;

namespace Enrollment.Journeys.Tests.Cli.Operations;

/// <summary>The queue of an LMS takes one message and refuses the next; the operator finds out, makes room and sends again.</summary>
public sealed class When_an_lms_queue_refuses
{
    private const string Queue = "lms-enrolled";
    private const string Other = "lms-overdue";
    private const string LearnerEnrolledExchange = "Enrollment.Contracts:LearnerEnrolled";

    private StalledWorker _stand = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Refuse()
    {
        _stand = await StalledWorker.CreateAsync();
        _enrollctl = new Enrollctl(_stand.Servers);
        await _stand.StartAsync();
        await _stand.OnBrokerAsync(channel => DeclareAsync(channel, Queue, LearnerEnrolledExchange, limit: 1));
        foreach (var learner in new[] { "ann", "bob", "cyd", "dan" })
            await _stand.EnrollAsync(learner);
        await Eventually.Be(RefusedAsync, count => count == 3, seconds: 40);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stand.DisposeAsync();

    [Test, Order(1)]
    public async Task Should_be_named_by_health_and_counted_by_a_metric()
    {
        // The broker's figures are some seconds old.
        var named = $"Full and refusing: the queue {Queue}.";
        var readiness = await Eventually.Be(_stand.Worker.Readiness, text => text.Contains(named, StringComparison.Ordinal), seconds: 30);

        readiness.Should().StartWith("{\"status\":\"Degraded\"").And.Contain("3 announcements refused by a queue since");
        var metrics = await _stand.Worker.Text("/metrics");
        metrics.Should().MatchRegex("""enrollment_problem[a-z_]*\{[^}]*condition="announcements-refused"[^}]*\} 1""");
        metrics.Should().MatchRegex("""enrollment_announcements_refused[a-z_]*(\{[^}]*\})? 3""");
    }

    [Test, Order(2)]
    public async Task Should_be_named_by_the_status()
    {
        var ran = await _enrollctl.Run("status");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().MatchRegex($"(?m)^announcements-refused: 3 announcements .*resend --queue {Queue}");
    }

    [Test, Order(2)]
    public async Task Should_say_how_to_find_it_where_the_broker_does_not_tell()
    {
        var ran = await _enrollctl.With("Enrollment__RabbitMqManagement", "").Run("status");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().MatchRegex("(?m)^announcements-refused: 3 announcements .*rabbitmqctl list_queues");
    }

    [Test, Order(2)]
    public async Task Should_be_listed()
    {
        var pages = JsonDocument.Parse((await _enrollctl.Run("announcements", "refused", "--json")).Output).RootElement;
        var listed = await _enrollctl.Run("announcements", "refused");

        pages.EnumerateArray().SelectMany(page => page.GetProperty("positions").EnumerateArray()).Should().HaveCount(3);
        listed.Output.Should().Contain("3 announcements in total");
    }

    [Test, Order(3)]
    public async Task Should_ask_when_another_queue_can_refuse_too()
    {
        await _stand.OnBrokerAsync(channel => DeclareAsync(channel, Other, "Enrollment.Contracts:EnrollmentOverdue", limit: 1));

        var ran = await _enrollctl.Run("announcements", "resend", "--queue", Queue);

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().ContainAll($"Other queues refuse when they are full: {Other}.", "--keep", "Nothing was sent");
    }

    [Test, Order(4)]
    public async Task Should_leave_what_the_queue_is_not_bound_to()
    {
        var ran = await _enrollctl.Run("announcements", "resend", "--queue", Other, "--remove", "--json");

        ran.ExitCode.Should().Be(0, ran.Error);
        JsonDocument.Parse(ran.Output).RootElement.GetProperty("unbound").GetInt64().Should().Be(3);
        (await RefusedAsync()).Should().Be(3);
    }

    [TestCase("lms-unknown", "is not bound to any announcement")]
    [TestCase("enrollment-user-created", "is not bound to any announcement"), Order(3)]
    public async Task Should_send_nothing_to_a_queue_without_a_binding(string queue, string said)
    {
        var ran = await _enrollctl.Run("announcements", "resend", "--queue", queue);

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain(said).And.Contain("Nothing was sent");
    }

    [Test, Order(3)]
    public async Task Should_say_that_a_queue_does_not_exist_where_the_broker_does_not_tell()
    {
        var ran = await _enrollctl.With("Enrollment__RabbitMqManagement", "").Run("announcements", "resend", "--queue", "lms-unknown");

        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain("The queue lms-unknown does not exist").And.Contain("Nothing was sent");
    }

    [Test, Order(5)]
    public async Task Should_stop_when_the_queue_refuses_again()
    {
        var ran = await _enrollctl.Run("announcements", "resend", "--queue", Queue, "--remove");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().Contain("0 announcements sent").And.Contain("The queue is full again");
    }

    [Test, Order(6)]
    public async Task Should_have_everything_after_sending_again_into_the_room_that_was_made()
    {
        List<string?> learners = [];
        await _stand.OnBrokerAsync(async channel =>
        {
            var resend = _enrollctl.Run("announcements", "resend", "--queue", Queue, "--remove", "--reason", "reader was down");
            while (!resend.IsCompleted || await channel.MessageCountAsync(Queue) > 0)
            {
                if (await channel.BasicGetAsync(Queue, autoAck: true) is { } message)
                    learners.Add(JsonDocument.Parse(message.Body).RootElement.GetProperty("userId").GetString());
                await Task.Delay(50);
            }

            (await resend).ExitCode.Should().Be(0, (await resend).Error);
        });

        learners.Should().Equal("ann", "bob", "cyd", "dan");
        (await RefusedAsync()).Should().Be(0);
    }

    [Test, Order(7)]
    public async Task Should_be_well_again_and_record_who_sent()
    {
        await Eventually.Be(_stand.Worker.Readiness, text => text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal));

        (await _enrollctl.Run("status")).Output.Should().NotContain("announcements-refused");
        (await _enrollctl.Run("audit", "operators", "--json"))
            .Output.Should()
            .ContainAll($"announcements resend --queue {Queue}", "reader was down");
    }

    [Test, Order(8)]
    public async Task Should_empty_the_list_when_nobody_needs_it()
    {
        await _stand.ExecuteAsync($"insert into {OwnTables.RefusedAnnouncement} values (1, '{{1,2}}', now())");

        var ran = await _enrollctl.Run("announcements", "discard", "--reason", "the old LMS is gone");

        ran.Output.Should().Contain("2 refused announcements discarded");
        (await RefusedAsync()).Should().Be(0);
    }

    private static async Task DeclareAsync(IChannel channel, string queue, string exchange, int limit)
    {
        await channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-max-length"] = limit, ["x-overflow"] = "reject-publish" }
        );
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(queue, exchange, "");
    }

    private Task<long> RefusedAsync() =>
        _stand.ValueAsync<long>($"select coalesce(sum(cardinality(positions)), 0)::bigint from {OwnTables.RefusedAnnouncement}");
}
