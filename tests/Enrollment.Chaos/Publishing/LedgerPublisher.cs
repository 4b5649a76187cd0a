using System.Text;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>
/// Publishes as a careful program does, with confirms, and writes the ledger. What is not confirmed is not sent again: it may or may not have
/// arrived, and the judge has to see which.
/// </summary>
internal sealed class LedgerPublisher(Uri broker, Ledger ledger) : IAsyncDisposable
{
    private const int MostUnderWay = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly SemaphoreSlim _connecting = new(1);
    private readonly SemaphoreSlim _underWay = new(MostUnderWay);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Returns when the message is on its way, not when it is confirmed.</summary>
    public async Task Send(Message message, CancellationToken cancellation)
    {
        await _underWay.WaitAsync(cancellation);
        if (await Channel(cancellation) is { } channel)
        {
            ledger.Attempt(message);
            _ = Publish(channel, message);
        }
        else
        {
            _underWay.Release();
        }
    }

    /// <summary>Sends, and once more for as long as it is not confirmed.</summary>
    public async Task SendForSure(Message message, CancellationToken cancellation)
    {
        while (true)
        {
            await _underWay.WaitAsync(cancellation);
            if (await Channel(cancellation) is { } channel)
            {
                ledger.Attempt(message);
                if (await Publish(channel, message))
                    return;
            }
            else
            {
                _underWay.Release();
            }

            await Task.Delay(300, cancellation);
        }
    }

    /// <summary>Waits until nothing is under way any more.</summary>
    public Task Settle(CancellationToken cancellation) => Wait.Until(() => Task.FromResult(_underWay.CurrentCount == MostUnderWay), Patience, cancellation);

    public async ValueTask DisposeAsync() => await Abandon();

    private async Task<bool> Publish(IChannel channel, Message message)
    {
        try
        {
            var properties = new BasicProperties { ContentType = "application/json", Persistent = true, MessageId = message.Id };
            using var limit = new CancellationTokenSource(Patience);
            await channel.BasicPublishAsync(message.Exchange, "", mandatory: true, properties, Encoding.UTF8.GetBytes(message.Body), limit.Token);
            ledger.Confirm(message);
            return true;
        }
        catch (Exception)
        {
            // Not confirmed, for whatever reason: that is all a publisher knows.
            return false;
        }
        finally
        {
            _underWay.Release();
        }
    }

    private async Task<IChannel?> Channel(CancellationToken cancellation)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await _connecting.WaitAsync(cancellation);
        try
        {
            if (_channel is { IsOpen: true } opened)
                return opened;
            await Abandon();
            _connection = await new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "chaos publisher", RequestedConnectionTimeout = TimeSpan.FromSeconds(3) }.CreateConnectionAsync(cancellation);
            return _channel = await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellation);
        }
        catch (Exception away) when (away is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            await Task.Delay(300, cancellation);
            return null;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task Abandon()
    {
        try
        {
            if (_connection is not null)
                await _connection.DisposeAsync();
        }
        catch (Exception)
        {
            // It was gone already.
        }

        (_connection, _channel) = (null, null);
    }
}
