using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>A channel with publisher confirms, opened again when it is lost.</summary>
internal sealed class PublisherChannel(Uri broker, string name) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _connecting = new(1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Null where the broker could not be reached; asked again after a short pause.</summary>
    public async Task<IChannel?> GetAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            return _channel is { IsOpen: true } opened ? opened : await ConnectAsync(cancellationToken);
        }
        catch (Exception away) when (away is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenTries, cancellationToken);
            return null;
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        _connecting.Dispose();
    }

    private async Task<IChannel> ConnectAsync(CancellationToken cancellationToken)
    {
        await AbandonAsync();
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = name,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null
        );
        return _channel = await _connection.CreateChannelAsync(confirmed, cancellationToken);
    }

    private async Task AbandonAsync()
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
