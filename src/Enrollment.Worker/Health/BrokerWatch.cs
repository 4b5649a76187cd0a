using Enrollment.Operations.Broker;
using Enrollment.Processing.Hosting;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Worker.Consuming;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Worker.Health;

/// <summary>
/// Asks the broker every few seconds, over a connection of its own, about the queues of this process. A consumer that the broker does not
/// have is started again, whatever the bus reports about it.
/// </summary>
internal sealed class BrokerWatch(EnrollmentOptions options, EndpointConsumers consumers, BrokerTopology topology, ILogger<BrokerWatch> log)
    : PollingService(log)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    // A consumer that has just begun may not be counted yet.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(4);

    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(options.RabbitMq),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = "enrollment watch",
    };
    private IConnection? _connection;
    private volatile HashSet<string> _withoutConsumer = [];
    private volatile string? _silence;
    private long _parked;

    /// <summary>Why the broker did not answer at the latest poll; null when it did.</summary>
    public string? Silence => _silence;

    /// <summary>Queues of this process that have no consumer at all, by the broker's account.</summary>
    public IReadOnlyCollection<string> WithoutConsumer => _withoutConsumer;

    /// <summary>Messages in <see cref="Queues.Parked"/>.</summary>
    public long Parked => Interlocked.Read(ref _parked);

    protected override TimeSpan Interval => TimeSpan.FromSeconds(4);

    protected override bool PollsAtStart => true;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Disconnect();
    }

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        _connection ??= await ConnectAsync(cancellationToken);
        using var limit = Limit(cancellationToken);
        await LookAsync(_connection, limit.Token).WaitAsync(limit.Token);
    }

    // The conditions and the health checks report it.
    protected override void OnFailure(Exception failure)
    {
        _silence = ExceptionClassifier.Describe(failure);
        Disconnect();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var connection = await _factory.CreateConnectionAsync(limit.Token);
        try
        {
            await topology.DeclareAsync(connection, limit.Token).WaitAsync(limit.Token);
            return connection;
        }
        catch
        {
            connection.Abandon();
            throw;
        }
    }

    private void Disconnect()
    {
        _connection?.Abandon();
        _connection = null;
    }

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestAnswer);
        return limit;
    }

    private async Task LookAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var without = new HashSet<string>();
        foreach (var consumer in consumers.All)
            if (
                await DeclaredAsync(connection, consumer.Queue, cancellationToken) is not { ConsumerCount: > 0 }
                && consumer.Since > Settles
            )
                without.Add(consumer.Queue);
        // In two polls: between a consumer's end and the next one's beginning the broker has none for a moment.
        foreach (
            var consumer in consumers.All.Where(consumer =>
                consumer.IsConsuming && without.Contains(consumer.Queue) && _withoutConsumer.Contains(consumer.Queue)
            )
        )
            Restart(consumer);
        (_withoutConsumer, _silence) = (without, null);
        var parked = (await DeclaredAsync(connection, Queues.Parked, cancellationToken))?.MessageCount ?? 0;
        Interlocked.Exchange(ref _parked, parked);
        EnrollmentMetrics.ParkedSeen(parked);
    }

    private void Restart(EndpointConsumer consumer)
    {
        log.LogWarning("The broker has no consumer of {Queue}, although this process consumes it; it is started again", consumer.Queue);
        consumer.Restart();
    }

    // Each on a channel of its own: asking for a queue that does not exist closes it.
    private static async Task<QueueDeclareOk?> DeclaredAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }
}
