using System.Diagnostics;
using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Servers;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Workers;

/// <summary>Asks the broker every second which queues of the deployment have a consumer.</summary>
internal sealed class ConsumerMonitor : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(3);

    /// <summary>A process that has not become ready by then counts as if it had.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] All =
    [
        .. Queues.OfWork.Order(StringComparer.Ordinal),
        Queues.Rejected,
        Queues.Failed,
        Queues.Undeliverable,
    ];

    private readonly WorkerPool _workers;
    private readonly Database _database;
    private readonly ConnectionFactory _factory;
    private readonly Dictionary<WorkerSlot, (int Start, long ReadyAt)> _ready = [];
    private readonly CancellationTokenSource _end = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task _monitoring;
    private long _serversSince = Stopwatch.GetTimestamp();

    public ConsumerMonitor(WorkerPool workers, Database database, Broker broker)
    {
        (_workers, _database) = (workers, database);
        _factory = new ConnectionFactory
        {
            Uri = broker.Amqp,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "chaos watch",
            RequestedConnectionTimeout = PollTimeout,
        };
        _monitoring = Task.Run(MonitorAsync);
    }

    public ConsumerGaps Gaps { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _monitoring;
        _end.Dispose();
    }

    private async Task MonitorAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await MonitorConnectedAsync();
            }
            catch (Exception)
            {
                // One of the servers is away, or the connection was closed: nobody could consume, or nobody knows.
                _serversSince = Stopwatch.GetTimestamp();
                await Task.Delay(200);
            }
        }
    }

    private async Task MonitorConnectedAsync()
    {
        await using var connection = await _factory.CreateConnectionAsync(_end.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: _end.Token);
        while (!_end.IsCancellationRequested)
        {
            await CheckQueuesAsync(channel).WaitAsync(PollTimeout, _end.Token);
            await Task.Delay(PollInterval, _end.Token);
        }
    }

    private async Task CheckQueuesAsync(IChannel channel)
    {
        foreach (var slot in _workers.Slots)
            await UpdateReadinessAsync(slot);
        if (await _database.ValueAsync<int>("select 1") != 1)
            throw new InvalidOperationException("The database gives no answer.");
        foreach (var queue in All)
        {
            var consumers = (await channel.QueueDeclarePassiveAsync(queue, _end.Token)).ConsumerCount;
            Gaps.Add(queue, consumers, Stopwatch.GetElapsedTime(_began), PossibleSince());
        }
    }

    private async Task UpdateReadinessAsync(WorkerSlot slot)
    {
        var start = slot.Starts;
        if (_ready.GetValueOrDefault(slot).Start != start && await IsReadyAsync(slot))
            _ready[slot] = (start, Stopwatch.GetTimestamp());
    }

    private static async Task<bool> IsReadyAsync(WorkerSlot slot)
    {
        try
        {
            return await slot.IsReadyAsync().WaitAsync(TimeSpan.FromMilliseconds(500));
        }
        catch (Exception)
        {
            return false;
        }
    }

    private TimeSpan? PossibleSince()
    {
        var workers = _workers.Slots.Select(AtWorkSince).OfType<long>().ToArray();
        return workers.Length == 0 ? null : Stopwatch.GetElapsedTime(_began, Math.Max(workers.Min(), _serversSince));
    }

    private long? AtWorkSince(WorkerSlot slot)
    {
        if (_workers.UndisturbedSince(slot) is not { } undisturbed)
            return null;
        if (_ready.GetValueOrDefault(slot) is var (start, readyAt) && start == slot.Starts)
            return Math.Max(undisturbed, readyAt);
        return Stopwatch.GetElapsedTime(slot.StartedAt) > StartTimeout ? Math.Max(undisturbed, slot.StartedAt) : null;
    }
}
