using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Operations.Publishing;

/// <summary>Publishes a command as the bus does, in MassTransit's envelope, each confirmed by the broker.</summary>
/// <remarks>Stands in for a bus of MassTransit, which only the worker references.</remarks>
public sealed class CommandPublisher : IAsyncDisposable
{
    private const string Envelope = "application/vnd.masstransit+json";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private CommandPublisher(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <param name="connection">Open; it is closed together with this.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<CommandPublisher> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return new CommandPublisher(connection, await connection.CreateChannelAsync(confirmed, cancellationToken));
    }

    /// <summary>False when no queue is bound to the command: no worker has declared one yet.</summary>
    public async Task<bool> PublishAsync(StartNightlyRun command, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var name = Outgoing.ExchangeOf(typeof(StartNightlyRun));
        var envelope = new
        {
            messageId = id,
            messageType = new[] { $"urn:message:{name}" },
            message = command,
            sentTime = DateTime.UtcNow,
        };
        var properties = new BasicProperties
        {
            MessageId = id,
            ContentType = Envelope,
            Persistent = true,
        };
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(envelope, JsonSerializerOptions.Web);
            await _channel.BasicPublishAsync(name, "", mandatory: true, properties, body, cancellationToken);
            return true;
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
