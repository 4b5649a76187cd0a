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
/// Checks this process's queues on the broker every few seconds, on its own connection. It restarts a consumer that the broker does not
/// have, even if the bus reports it as running.
/// </summary>
internal sealed class BrokerWatch(EnrollmentOptions options, EndpointConsumers consumers, BrokerTopology topology, ILogger<BrokerWatch> log)
    : PollingService(log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // The broker may not count a new consumer yet.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(4);

    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(options.RabbitMq),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = "enrollment watch",
    };
    private IConnection? _connection;
    private volatile HashSet<string> _withoutConsumer = [];
    private volatile string? _problem;
    private long _parked;

    /// <summary>Why the broker did not answer at the latest poll; null when it did.</summary>
    public string? Problem => _problem;

    /// <summary>Queues of this process for which the broker reports no consumer.</summary>
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
        using var timeout = Timeouts.Start(Timeout, cancellationToken);
        await CheckAsync(_connection, timeout.Token).WaitAsync(timeout.Token);
    }

    // The conditions and the health checks report it.
    protected override void OnFailure(Exception failure)
    {
        _problem = ExceptionClassifier.Describe(failure);
        Disconnect();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var timeout = Timeouts.Start(Timeout, cancellationToken);
        var connection = await _factory.CreateConnectionAsync(timeout.Token);
        try
        {
            await topology.DeclareAsync(connection, timeout.Token).WaitAsync(timeout.Token);
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

    private async Task CheckAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var without = new HashSet<string>();
        foreach (var consumer in consumers.All)
            if (
                await DeclaredAsync(connection, consumer.Queue, cancellationToken) is not { ConsumerCount: > 0 }
                && consumer.Since > SettlingTime
            )
                without.Add(consumer.Queue);
        // After two checks: between the end of a consumer and the start of the next the broker has none for a moment.
        foreach (
            var consumer in consumers.All.Where(consumer =>
                consumer.IsConsuming && without.Contains(consumer.Queue) && _withoutConsumer.Contains(consumer.Queue)
            )
        )
            Restart(consumer);
        (_withoutConsumer, _problem) = (without, null);
        var parked = (await DeclaredAsync(connection, Queues.Parked, cancellationToken))?.MessageCount ?? 0;
        Interlocked.Exchange(ref _parked, parked);
        EnrollmentMetrics.ParkedSeen(parked);
    }

    private void Restart(EndpointConsumer consumer)
    {
        log.LogWarning("The broker has no consumer of {Queue}, although this process consumes it; the worker restarts it", consumer.Queue);
        consumer.Restart();
    }

    // Each on its own channel: a queue that does not exist closes the channel.
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
