using Enrollment.Cli.Errors;
using Enrollment.Storage;
using RabbitMQ.Client;

namespace Enrollment.Cli.Servers;

/// <summary>Connects to the broker the worker uses.</summary>
internal static class Broker
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    public static async Task<IConnection> ConnectAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // What listens there and says nothing would be waited for without end.
            return await OpenConnectionAsync(options, cancellationToken).WaitAsync(ConnectTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new CommandFailedException(
                $"The broker named by Enrollment__RabbitMq cannot be reached: no answer within {ConnectTimeout.TotalSeconds} s."
            );
        }
    }

    private static async Task<IConnection> OpenConnectionAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory
        {
            Uri = new Uri(options.RabbitMq),
            ClientProvidedName = "enrollctl",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
        }.CreateConnectionAsync(cancellationToken);
        try
        {
            // The client does not wait for the broker's answer to the virtual host; the first channel does.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
