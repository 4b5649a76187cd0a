using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Operations.Publishing;

/// <summary>Publishes a command as the bus does, in MassTransit's envelope, each confirmed by the broker.</summary>
/// <remarks>Stands in for a bus of MassTransit, which only the worker references.</remarks>
public sealed class CommandPublisher : IAsyncDisposable
{
    private const string Envelope = "application/vnd.masstransit+json";

    private readonly ConfirmedChannel _channel;

    private CommandPublisher(ConfirmedChannel channel) => _channel = channel;

    /// <param name="connection">Open. It is closed together with this.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<CommandPublisher> OpenAsync(IConnection connection, CancellationToken cancellationToken) =>
        new(await ConfirmedChannel.OpenAsync(connection, cancellationToken));

    /// <summary>False if no queue is bound to the command, because no worker has declared one yet.</summary>
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
            var body = JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options);
            await _channel.PublishAsync(name, "", properties, body, cancellationToken);
            return true;
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}
