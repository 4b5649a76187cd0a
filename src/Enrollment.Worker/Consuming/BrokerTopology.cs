using Enrollment.Operations.Announcing;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Declares what no consumer of the bus declares: the exchanges that an LMS binds its queues to, and the queue of parked messages.
/// </summary>
internal sealed class BrokerTopology(ILogger<BrokerTopology> log)
{
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    /// <summary>Logs a warning if something is already declared with other arguments.</summary>
    public async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await TryAsync(
            connection,
            channel =>
                channel.QueueDeclareAsync(
                    Queues.Parked,
                    durable: true,
                    exclusive: false,
                    autoDelete: false,
                    Quorum,
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
        await TryAsync(connection, channel => AnnouncementChannel.DeclareExchangesAsync(channel, cancellationToken), cancellationToken);
    }

    // Each on its own channel, because a refusal closes the channel.
    private async Task TryAsync(IConnection connection, Func<IChannel, Task> declare, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await declare(channel);
        }
        catch (OperationInterruptedException refused)
        {
            log.LogWarning(refused, "The broker does not declare what this version needs");
        }
    }
}
