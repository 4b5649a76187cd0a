using Enrollment.Worker.Messaging;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>Somebody who may publish and nothing else, and sends what should not be sent, with confirms.</summary>
internal sealed class HostilePublisher(Uri broker, HostileLedger ledger) : IAsyncDisposable
{
    public const string User = "chaos-hostile";

    /// <summary>Who floods has a name of its own, by which the table tells it from others.</summary>
    public const string FloodUser = "chaos-flood";

    private const int MaxInFlight = 200;

    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    private readonly PublisherChannel _channel = new(broker, "chaos hostile publisher");

    /// <summary>Returns when each is confirmed, or will never be.</summary>
    public async Task<int> SendAsync(IEnumerable<HostileMessage> messages, CancellationToken cancellationToken)
    {
        var confirmed = 0;
        await Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = MaxInFlight, CancellationToken = cancellationToken },
            async (message, _) =>
            {
                ledger.Attempt(message);
                if (!await PublishAsync(message.Exchange, message.RoutingKey, message.Properties, message.Body, cancellationToken))
                    return;
                ledger.Confirm(message);
                Interlocked.Increment(ref confirmed);
            }
        );
        return confirmed;
    }

    /// <summary>What leaves no dead letter and is no fact; nobody has to account for it.</summary>
    public async Task<int> SendUnrecordedAsync(
        IEnumerable<(string Exchange, BasicProperties Properties, byte[] Body)> messages,
        CancellationToken cancellationToken
    )
    {
        var confirmed = 0;
        await Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = MaxInFlight, CancellationToken = cancellationToken },
            async (message, _) =>
            {
                if (await PublishAsync(message.Exchange, "", message.Properties, message.Body, cancellationToken))
                    Interlocked.Increment(ref confirmed);
            }
        );
        return confirmed;
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private async Task<bool> PublishAsync(
        string exchange,
        string queue,
        BasicProperties properties,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await _channel.GetAsync(cancellationToken) is not { } channel)
                return false;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConfirmTimeout);
            // The client may wait for a confirmation without end on a channel that closes meanwhile.
            await channel
                .BasicPublishAsync(exchange, queue, mandatory: true, properties, body, limit.Token)
                .AsTask()
                .WaitAsync(limit.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not confirmed: it may have arrived.
            return false;
        }
    }
}
