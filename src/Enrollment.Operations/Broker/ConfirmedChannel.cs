using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Operations.Broker;

/// <summary>
/// A connection and a channel for publishing to queues, each publish confirmed; opened when first used, and again after a failure.
/// </summary>
internal sealed class ConfirmedChannel(string rabbitMq, string name) : IDisposable
{
    private const int MostUnconfirmed = 1000;

    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(rabbitMq),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = name,
    };
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile Opened? _opened;

    /// <summary>The broker's user of this process.</summary>
    public string User => _factory.UserName;

    /// <summary>Returns when the broker has the message in the queue.</summary>
    /// <exception cref="PublishException">The broker refused it, or there is no such queue.</exception>
    public async Task PublishAsync(string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        try
        {
            // The client may wait for a confirmation without end on a channel that closes meanwhile.
            await opened
                .Channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken)
                .AsTask()
                .WaitAsync(cancellationToken);
        }
        catch (Exception trouble) when (trouble is not PublishException)
        {
            GiveUp(opened);
            throw;
        }
    }

    public void Dispose()
    {
        if (_opened is { } opened)
            GiveUp(opened);
        _opening.Dispose();
    }

    private async Task<Opened> OpenAsync(CancellationToken cancellationToken)
    {
        if (_opened is { Channel.IsOpen: true } open)
            return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_opened is { Channel.IsOpen: true } meanwhile)
                return meanwhile;
            if (_opened is { } closed)
                GiveUp(closed);
            return _opened = await ConnectAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<Opened> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await _factory.CreateConnectionAsync(cancellationToken);
        try
        {
            var confirms = new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                new ThrottlingRateLimiter(MostUnconfirmed)
            );
            return new Opened(connection, await connection.CreateChannelAsync(confirms, cancellationToken));
        }
        catch
        {
            connection.Abandon();
            throw;
        }
    }

    private void GiveUp(Opened opened)
    {
        if (Interlocked.CompareExchange(ref _opened, null, opened) == opened)
            opened.Connection.Abandon();
    }

    private sealed record Opened(IConnection Connection, IChannel Channel);
}
