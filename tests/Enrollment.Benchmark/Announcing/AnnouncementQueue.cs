using Enrollment.Benchmark.Messages;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Announcing;

/// <summary>
/// Stands where the LMS has its queue, and counts: how many messages it holds is asked of the broker ten times a second, which costs far
/// less than taking them out would.
/// </summary>
internal sealed class AnnouncementQueue : IAsyncDisposable
{
    public const string Name = "bench-learner-enrolled";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly CancellationTokenSource _end = new();
    private readonly List<(DateTimeOffset At, uint Depth)> _seen = [];
    private Task _looking = Task.CompletedTask;
    private volatile uint _depth;

    private AnnouncementQueue(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static IDictionary<string, object?> Quorum { get; } = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };

    /// <summary>Gets everything that is announced from now on.</summary>
    public static async Task<AnnouncementQueue> BindAsync(Uri rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        var queue = new AnnouncementQueue(connection, await connection.CreateChannelAsync());
        var exchange = Publisher.ExchangeOf<LearnerEnrolled>();
        await queue._channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false);
        await queue._channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, Quorum);
        await queue._channel.QueueBindAsync(Name, exchange, "");
        queue._looking = queue.LookAsync();
        return queue;
    }

    /// <summary>How many have come by now.</summary>
    public uint Depth => _depth;

    /// <summary>How many had come at an instant, between two looks by proportion; to be asked when the looking is over.</summary>
    public double DepthAt(DateTimeOffset instant)
    {
        var after = _seen.FindIndex(look => look.At >= instant);
        if (after <= 0)
            return after < 0 ? _seen[^1].Depth : _seen[0].Depth;
        var (from, to) = (_seen[after - 1], _seen[after]);
        return from.Depth + ((to.Depth - from.Depth) * ((instant - from.At) / (to.At - from.At)));
    }

    /// <summary>When so many had come; to be asked when the looking is over.</summary>
    public DateTimeOffset ReachedAt(int count) => _seen.First(look => look.Depth >= count).At;

    public async Task StopLookingAsync()
    {
        await _end.CancelAsync();
        await _looking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopLookingAsync();
        _end.Dispose();
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task LookAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            _depth = await _channel.MessageCountAsync(Name);
            _seen.Add((DateTimeOffset.UtcNow, _depth));
            await Task.Delay(BetweenLooks);
        }
    }
}
