using System.Text.Json.Nodes;
using Enrollment.Contracts;
using Enrollment.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Journeys.Tests;

/// <summary>How an LMS binds (docs/messages.md).</summary>
public enum LmsBinding
{
    /// <summary>One queue for all announcements.</summary>
    OneQueue,

    /// <summary>A queue for each type.</summary>
    QueueForEachType,
}

/// <summary>
/// A reader whose queues wait until it is started. It reads each queue at another speed, and is killed again and again: what it has applied
/// and not yet acknowledged comes once more.
/// </summary>
internal sealed class LmsReader(string rabbitMq, LmsBinding binding)
{
    private const ushort Prefetch = 8;
    private const int UntilKilled = 4;

    /// <summary>Each queue is read later than the one before; enrolling is known before what became of it.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(300);

    private static readonly Type[] Types =
    [
        .. typeof(EnrollmentAnnouncement)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(EnrollmentAnnouncement)))
            .OrderByDescending(type => type.Name),
    ];

    /// <summary>Survives the kills.</summary>
    public LmsTable Table { get; } = new();

    public int Redelivered { get; private set; }

    /// <summary>
    /// Messages that came although a newer one about the enrollment, not the period, had come: a comparison by enrollment loses them.
    /// </summary>
    public int OutOfStep { get; private set; }

    private readonly Dictionary<string, long> _versions = [];
    private readonly Lock _gate = new();
    private volatile int _applied;
    private volatile int _killAt;

    private Type[] Bound => binding == LmsBinding.OneQueue ? [typeof(EnrollmentAnnouncement)] : Types;

    public async Task BindAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var type in Bound)
        {
            await channel.ExchangeDeclareAsync($"{type.Namespace}:{type.Name}", ExchangeType.Fanout, durable: true);
            await channel.QueueDeclareAsync(QueueOf(type), durable: true, exclusive: false, autoDelete: false);
            await channel.QueueBindAsync(QueueOf(type), $"{type.Namespace}:{type.Name}", "");
        }
    }

    /// <summary>Reads a few messages and is killed, so many times; then reads to the end.</summary>
    public async Task ReadAsync(int kills)
    {
        for (var life = 0; life < kills; life++)
        {
            _killAt = _applied + UntilKilled;
            await LiveAsync(life, () => Task.FromResult(_applied >= _killAt));
        }

        _killAt = int.MaxValue;
        await LiveAsync(life: 0, IsEmptyAsync);
    }

    private async Task LiveAsync(int life, Func<Task<bool>> isOver)
    {
        var connection = await ConnectAsync();
        for (var place = 0; place < Bound.Length && !await isOver(); place++)
        {
            await ConsumeAsync(connection, Bound[place], TimeSpan.FromMilliseconds(20 + (7 * (place + life) % 5 * 10)));
            await Task.Delay(HeadStart);
        }

        await Eventually.Be(async () => (binding, life, _applied, IsOver: await isOver()), seen => seen.IsOver, seconds: 60);
        // As with kill -9: nothing is acknowledged any more, and nothing is said.
        await connection.AbortAsync();
    }

    private async Task ConsumeAsync(IConnection connection, Type type, TimeSpan pause)
    {
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, Prefetch, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Apply(delivery);
            await Task.Delay(pause);
            if (_applied < _killAt && channel.IsOpen)
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(QueueOf(type), autoAck: false, consumer);
    }

    private void Apply(BasicDeliverEventArgs delivery)
    {
        var message = JsonNode.Parse(delivery.Body.Span)!.AsObject();
        var (enrollment, version) = ($"{message["activityId"]}/{message["userId"]}", message["streamVersion"]!.GetValue<long>());
        lock (_gate)
        {
            _applied++;
            Redelivered += delivery.Redelivered ? 1 : 0;
            OutOfStep += !delivery.Redelivered && version < _versions.GetValueOrDefault(enrollment) ? 1 : 0;
            _versions[enrollment] = Math.Max(version, _versions.GetValueOrDefault(enrollment));
        }

        Table.Apply(delivery.BasicProperties.Type!, message);
    }

    // What was handed out and not acknowledged is counted by nobody, so a queue is empty when it stays so.
    private async Task<bool> IsEmptyAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        for (var look = 0; look < 3; look++)
        {
            foreach (var type in Bound)
                if (await channel.MessageCountAsync(QueueOf(type)) > 0)
                    return false;
            await Task.Delay(Prefetch * 60);
        }

        return true;
    }

    private Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { Uri = new Uri(rabbitMq), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private string QueueOf(Type type) => $"lms-{binding}-{type.Name}";
}
