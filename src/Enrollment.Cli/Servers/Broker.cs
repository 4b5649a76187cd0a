using Enrollment.Worker;
using RabbitMQ.Client;

namespace Enrollment.Cli.Servers;

/// <summary>Connects to the broker the worker uses.</summary>
internal static class Broker
{
    public static Task<IConnection> Connect(EnrollmentOptions options, CancellationToken cancellation) =>
        new ConnectionFactory
        {
            Uri = new Uri(options.RabbitMq),
            ClientProvidedName = "enrollctl",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
        }.CreateConnectionAsync(cancellation);
}
