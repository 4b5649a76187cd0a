using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Announcements;
using Enrollment.Storage;
using Enrollment.TestKit;
using Enrollment.Worker.Announcing;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace Enrollment.Worker.Tests.Publishing;

/// <summary>
/// One queue takes everything; another one is bound to <c>EnrollmentOverdue</c> alone, takes one message and refuses the next.
/// </summary>
public sealed class When_pages_are_published
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private TestServers _servers = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;
    private AnnouncementPublisher _publisher = null!;
    private int _position;

    [OneTimeSetUp]
    public async Task Bind()
    {
        _servers = await TestServers.Create();
        _publisher = new AnnouncementPublisher(new EnrollmentOptions { RabbitMq = _servers.RabbitMq }, NullLogger.Instance);
        _connection = await new ConnectionFactory { Uri = new Uri(_servers.RabbitMq) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
        await PublishAsync<LearnerEnrolled>(1);
        await BindAsync("all", Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)), []);
        await BindAsync(
            "small",
            Outgoing.ExchangeOf(typeof(EnrollmentOverdue)),
            new() { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" }
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _publisher.DisposeAsync();
        await _connection.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task Should_hand_back_what_is_still_refused_after_ten_seconds()
    {
        var (refused, took) = await PublishAsync<EnrollmentOverdue>(3);

        refused.Should().Equal(_position - 1, _position);
        took.Should().BeGreaterThan(TimeSpan.FromSeconds(9)).And.BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Test, Order(2)]
    public async Task Should_not_wait_again_while_the_type_goes_on_being_refused()
    {
        (await PublishAsync<LearnerEnrolled>(2)).Refused.Should().BeEmpty();

        var (refused, took) = await PublishAsync<EnrollmentOverdue>(2);

        refused.Should().HaveCount(2);
        took.Should().BeLessThan(AtOnce);
    }

    [Test, Order(3)]
    public async Task Should_wait_again_once_a_page_of_the_type_was_taken()
    {
        await _channel.QueuePurgeAsync("small");
        (await PublishAsync<EnrollmentOverdue>(1)).Refused.Should().BeEmpty();

        (await PublishAsync<EnrollmentOverdue>(1)).Took.Should().BeGreaterThan(TimeSpan.FromSeconds(9));
    }

    [Test, Order(4)]
    public async Task Should_go_on_when_there_is_room_within_the_ten_seconds()
    {
        await _channel.QueuePurgeAsync("small");
        (await PublishAsync<EnrollmentOverdue>(1)).Refused.Should().BeEmpty();
        var publishing = PublishAsync<EnrollmentOverdue>(1);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await _channel.QueuePurgeAsync("small");

        (await publishing).Refused.Should().BeEmpty();
    }

    [Test, Order(5)]
    public async Task Should_have_reached_the_other_queue_with_everything()
    {
        HashSet<string> ids = [];
        while (await _channel.BasicGetAsync("all", autoAck: true) is { } message)
            ids.Add(message.BasicProperties.MessageId!);

        ids.Should().BeEquivalentTo(Enumerable.Range(2, _position - 1).Select(IdOf));
    }

    private async Task BindAsync(string queue, string exchange, Dictionary<string, object?> arguments)
    {
        await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
        await _channel.QueueBindAsync(queue, exchange, "");
    }

    private async Task<(IEnumerable<int> Refused, TimeSpan Took)> PublishAsync<T>(int count)
        where T : EnrollmentAnnouncement, new()
    {
        var began = TimeProvider.System.GetTimestamp();
        var page = Enumerable
            .Range(0, count)
            .Select(_ => Outgoing.Of(new Announcement(++_position, Guid.Parse(IdOf(_position)), new T())))
            .ToArray();
        var refused = await _publisher.PublishAsync(page, default);
        return (refused.Select(message => (int)message.Position), TimeProvider.System.GetElapsedTime(began));
    }

    private static string IdOf(int position) => new Guid(position, 0, 0, new byte[8]).ToString();
}
