using Enrollment.Contracts;
using Enrollment.Worker.Tests.Fixture;
using RabbitMQ.Client;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Two queues are bound to what is announced; one takes fifty messages, or some more while they come in a rush, and refuses the others until somebody removes it. The refusals concern both:
/// the broker confirms a message only when every queue has it.
/// </summary>
public sealed class When_one_queue_is_full
{
    private const int Everybody = 5_000;
    private const int AtOnce = 2_000;
    private const int Retries = 20;

    private Company company = null!;
    private int arrivedWhileFull;
    private IReadOnlyCollection<string> arrived = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        company = await Company.Of(Everybody);
        await using var mailbox = await Mailbox.For<LearnerEnrolled>(company.Servers.RabbitMq);
        await using var atTheEnd = await Mailbox.For<NightlyRunCompleted>(company.Servers.RabbitMq);
        await using var connection = await new ConnectionFactory { Uri = new Uri(company.Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await BindSmallQueue(channel);
        await company.StartWorkers(1);
        await company.Save(Rules.Safety);
        await company.Comes(Nights.First);
        await company.Ends(Nights.First);
        await Eventually.Be(() => Task.FromResult(company.Log.Count(line => line.Contains("could not be published", StringComparison.Ordinal))), refusals => refusals >= 2);
        arrivedWhileFull = await mailbox.Count();
        await channel.QueueDeleteAsync("small");
        await atTheEnd.Ids(1);
        arrived = await mailbox.Ids(Everybody);
    }

    [OneTimeTearDown]
    public async Task Stop() => await company.DisposeAsync();

    [Test]
    public void Should_reach_the_other_queue_with_every_announcement() => arrived.Distinct().Should().HaveCount(Everybody);

    [Test]
    public void Should_not_flood_the_other_queue_while_it_waits() => arrivedWhileFull.Should().BeInRange(50, Everybody - 1);

    [Test]
    public void Should_repeat_no_more_than_what_was_refused() => arrived.Should().HaveCountLessThanOrEqualTo(Everybody + AtOnce + Retries);

    private static async Task BindSmallQueue(IChannel channel)
    {
        await channel.QueueDeclareAsync("small", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum", ["x-max-length"] = 50, ["x-overflow"] = "reject-publish",
        });
        await channel.QueueBindAsync("small", $"{typeof(LearnerEnrolled).Namespace}:{nameof(LearnerEnrolled)}", "");
    }
}
