using System.Text;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Servers;
using Enrollment.Operations.Broker;
using Enrollment.Storage;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Cli.Publish;

/// <summary>Publishes facts as any publisher does: plain JSON to the exchange of their type, with confirms.</summary>
internal sealed class FactPublisher : IAsyncDisposable
{
    private const int BatchSize = 250;
    private const int MaxMessageIdBytes = 255;

    private readonly ConfirmedChannel _channel;

    private FactPublisher(ConfirmedChannel channel) => _channel = channel;

    public static async Task<FactPublisher> ConnectAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        var connection = await Broker.ConnectAsync(options, cancellationToken);
        return new FactPublisher(await ConfirmedChannel.OpenAsync(connection, cancellationToken));
    }

    /// <param name="facts">In this order.</param>
    /// <param name="report">Called with the number of confirmed facts.</param>
    /// <param name="cancellationToken">Stops after the current facts.</param>
    public async Task PublishAsync(IReadOnlyList<FactLine> facts, Action<int> report, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var chunk in facts.Chunk(BatchSize))
        {
            try
            {
                await Task.WhenAll(chunk.Select(fact => PublishAsync(fact, cancellationToken)));
            }
            catch (Exception refused) when (refused is PublishException or OperationInterruptedException)
            {
                throw new CommandFailedException(DescribeRefusal(refused, count));
            }

            report(count += chunk.Length);
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private Task PublishAsync(FactLine fact, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { ContentType = "application/json", Persistent = true };
        if (fact.MessageId is { } id && Encoding.UTF8.GetByteCount(id) <= MaxMessageIdBytes)
            properties.MessageId = id;
        return _channel.PublishAsync($"Enrollment.Contracts:{fact.Type}", "", properties, fact.Body, cancellationToken);
    }

    private static StyledText DescribeRefusal(Exception refused, int count) =>
        refused switch
        {
            PublishException { IsReturn: false } => StyledText.Of(
                $"The broker refused a fact after {count} were sent because a queue is full."
            ),
            PublishException or OperationInterruptedException { ShutdownReason.ReplyCode: 404 } => StyledText.Of(
                $"The broker could not deliver because no worker has declared its queues. Start a worker first ({count} facts were sent)."
            ),
            _ => StyledText.Of($"The broker closed the connection after {count} facts: {refused.Message}"),
        };
}
