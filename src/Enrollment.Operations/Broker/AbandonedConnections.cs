using RabbitMQ.Client;

namespace Enrollment.Operations.Broker;

/// <summary>Closes connections and channels that may not answer any more.</summary>
public static class AbandonedConnections
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Closes it in the background. On a connection that the broker has dropped, closing may never end.</summary>
    public static void Abandon(this IConnection connection) => _ = CloseAsync(connection);

    /// <summary>The same for a channel.</summary>
    public static void Abandon(this IChannel channel)
    {
        if (channel.IsOpen)
            _ = CloseAsync(channel);
    }

    private static async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.CloseAsync(Constants.ReplySuccess, "The consumer is started again", abort: true).WaitAsync(CloseTimeout);
        }
        catch (Exception)
        {
            // It is closed, or it will be closed with its connection.
            return;
        }
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(CloseTimeout);
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // The connection is not used any more.
            return;
        }
    }
}
