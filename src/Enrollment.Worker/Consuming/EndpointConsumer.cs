using Enrollment.Operations.Broker;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Consuming;

/// <summary>This process' consumer of one queue: whether there is one, and how many messages it fetches ahead.</summary>
internal sealed class EndpointConsumer(string queue, PrefetchPolicy prefetch)
{
    private readonly Lock _gate = new();
    private IChannel? _channel;
    private string? _tag;
    private bool _changes;
    private long _since = TimeProvider.System.GetTimestamp();

    public string Queue => queue;

    public ushort Prefetch => prefetch.Current;

    /// <summary>Whether the broker has said that it consumes, and it is not about to begin again.</summary>
    public bool IsConsuming
    {
        get
        {
            lock (_gate)
                return _tag is not null && !_changes && _channel is { IsOpen: true };
        }
    }

    /// <summary>How long it has been consuming, or not.</summary>
    public TimeSpan Since
    {
        get
        {
            lock (_gate)
                return TimeProvider.System.GetElapsedTime(_since);
        }
    }

    public void Started(IChannel channel, string tag)
    {
        lock (_gate)
            (_channel, _tag, _since) = (channel, tag, TimeProvider.System.GetTimestamp());
    }

    /// <summary>True where it ended only to begin again with another prefetch count.</summary>
    public bool Ended()
    {
        lock (_gate)
        {
            var again = _changes && _channel is { IsOpen: true };
            (_channel, _tag, _changes, _since) = (null, null, false, TimeProvider.System.GetTimestamp());
            return again;
        }
    }

    /// <summary>
    /// Notes the size of a body; where the prefetch count no longer fits the recent ones, the consumer is canceled and begins again.
    /// </summary>
    public void Received(int bytes)
    {
        if (!prefetch.Note(bytes))
            return;
        lock (_gate)
        {
            if (_changes || _tag is not { } tag || _channel is not { IsOpen: true } channel)
                return;
            (_changes, _since) = (true, TimeProvider.System.GetTimestamp());
            _ = CancelAsync(channel, tag);
        }
    }

    /// <summary>Closes its channel; the transport opens another one and consumes again.</summary>
    public void Restart()
    {
        lock (_gate)
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
            // The consumer ended with its channel, and begins again with the new count all the same.
            return;
        }
    }
}
