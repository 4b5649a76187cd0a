using Enrollment.Operations.Broker;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Consuming;

/// <summary>The state of this process's consumer of one queue, and its prefetch count.</summary>
internal sealed class EndpointConsumer(string queue, PrefetchPolicy prefetch)
{
    private readonly Lock _lock = new();
    private IChannel? _channel;
    private string? _tag;
    private bool _restarting;
    private long _since = TimeProvider.System.GetTimestamp();

    public string Queue => queue;

    public ushort Prefetch => prefetch.Current;

    /// <summary>Whether the broker has confirmed the consumer, and no restart is pending.</summary>
    public bool IsConsuming
    {
        get
        {
            lock (_lock)
                return _tag is not null && !_restarting && _channel is { IsOpen: true };
        }
    }

    /// <summary>The time since the last change of its state.</summary>
    public TimeSpan Since
    {
        get
        {
            lock (_lock)
                return TimeProvider.System.GetElapsedTime(_since);
        }
    }

    public void Started(IChannel channel, string tag)
    {
        lock (_lock)
            (_channel, _tag, _since) = (channel, tag, TimeProvider.System.GetTimestamp());
    }

    /// <summary>True if it ended in order to restart with another prefetch count.</summary>
    public bool Ended()
    {
        lock (_lock)
        {
            var again = _restarting && _channel is { IsOpen: true };
            (_channel, _tag, _restarting, _since) = (null, null, false, TimeProvider.System.GetTimestamp());
            return again;
        }
    }

    /// <summary>
    /// Records the size of a body. If the prefetch count no longer fits the recent bodies, the consumer is canceled and restarts.
    /// </summary>
    public void Received(int bytes)
    {
        if (!prefetch.Note(bytes))
            return;
        lock (_lock)
        {
            if (_restarting || _tag is not { } tag || _channel is not { IsOpen: true } channel)
                return;
            (_restarting, _since) = (true, TimeProvider.System.GetTimestamp());
            _ = CancelAsync(channel, tag);
        }
    }

    /// <summary>Closes its channel. The transport opens another one and consumes again.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _since = TimeProvider.System.GetTimestamp();
            _channel?.Abandon();
        }
    }

    private static async Task CancelAsync(IChannel channel, string tag)
    {
        try
        {
            await channel.BasicCancelAsync(tag);
        }
        catch (Exception closed)
            when (closed
                    is RabbitMQ.Client.Exceptions.OperationInterruptedException
                        or RabbitMQ.Client.Exceptions.AlreadyClosedException
                        or ObjectDisposedException
            )
        {
            // The consumer ended with its channel. It restarts with the new count.
            return;
        }
    }
}
