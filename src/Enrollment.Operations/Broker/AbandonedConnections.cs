using RabbitMQ.Client;

namespace Enrollment.Operations.Broker;

/// <summary>Gets rid of a connection or a channel that may be beyond answering.</summary>
internal static class AbandonedConnections
{
    private static readonly TimeSpan LongestClosing = TimeSpan.FromSeconds(5);

    /// <summary>Closes it in the background: on a connection that the broker has dropped, closing can wait for ever.</summary>
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
            await channel.CloseAsync(Constants.ReplySuccess, "The consumer is started again", abort: true).WaitAsync(LongestClosing);
        }
        catch (Exception)
        {
            // It is closed, or goes with its connection.
            return;
        }
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(LongestClosing);
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // Whatever it says: nobody uses it any more.
            return;
        }
    }
}
