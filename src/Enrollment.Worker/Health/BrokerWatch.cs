using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Worker.Consuming;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Worker.Health;

/// <summary>
/// Looks every few seconds, over a connection of its own, at what the broker says of this process' queues: a consumer that the broker does
/// not have is started again, whatever the bus takes it for.
/// </summary>
internal sealed class BrokerWatch(EnrollmentOptions options, EndpointConsumers consumers, BrokerTopology topology, ILogger<BrokerWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    // A consumer that has just begun may not be counted yet.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(4);

    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(options.RabbitMq),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = "enrollment watch",
    };
    private volatile HashSet<string> _withoutConsumer = [];
    private volatile string? _silence;
    private long _parked;

    /// <summary>Why the broker did not answer at the latest look; null when it did.</summary>
    public string? Silence => _silence;

    /// <summary>Queues of this process that have no consumer at all, by the broker's account.</summary>
    public IReadOnlyCollection<string> WithoutConsumer => _withoutConsumer;

    /// <summary>Messages in <see cref="Queues.Parked"/>.</summary>
    public long Parked => Interlocked.Read(ref _parked);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(timer, stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                _silence = ExceptionClassifier.Describe(trouble);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
    }

    private async Task WatchAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        opening.CancelAfter(LongestLook);
        var connection = await _factory.CreateConnectionAsync(opening.Token);
        try
        {
            await topology.DeclareAsync(connection, opening.Token).WaitAsync(opening.Token);
            do
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                limit.CancelAfter(LongestLook);
                await LookAsync(connection, limit.Token).WaitAsync(limit.Token);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            connection.Abandon();
        }
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
        // Seen twice: between a consumer's end and the next one's beginning the broker has none for a moment.
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
