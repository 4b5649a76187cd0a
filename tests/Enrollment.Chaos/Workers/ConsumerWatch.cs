using System.Diagnostics;
using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Servers;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Workers;

/// <summary>Asks the broker every second which queues of the deployment have a consumer.</summary>
internal sealed class ConsumerWatch : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    /// <summary>A process that has not become ready by then counts as if it had.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private static readonly string[] All =
    [
        .. Queues.OfWork.Order(StringComparer.Ordinal),
        Queues.Rejected,
        Queues.Failed,
        Queues.Undeliverable,
    ];

    private readonly Crew _crew;
    private readonly Database _database;
    private readonly ConnectionFactory _factory;
    private readonly Dictionary<WorkerSlot, (int Start, long ReadyAt)> _ready = [];
    private readonly CancellationTokenSource _end = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task _watching;
    private long _serversSince = Stopwatch.GetTimestamp();

    public ConsumerWatch(Crew crew, Database database, Broker broker)
    {
        (_crew, _database) = (crew, database);
        _factory = new ConnectionFactory
        {
            Uri = broker.Amqp,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "chaos watch",
            RequestedConnectionTimeout = LongestLook,
        };
        _watching = Task.Run(Watch);
    }

    public ConsumerGaps Gaps { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task Watch()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await WatchConnected();
            }
            catch (Exception)
            {
                // One of the servers is away, or the connection was closed: nobody could consume, or nobody knows.
                _serversSince = Stopwatch.GetTimestamp();
                await Task.Delay(200);
            }
        }
    }

    private async Task WatchConnected()
    {
        await using var connection = await _factory.CreateConnectionAsync(_end.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: _end.Token);
        while (!_end.IsCancellationRequested)
        {
            await Look(channel).WaitAsync(LongestLook, _end.Token);
            await Task.Delay(BetweenLooks, _end.Token);
        }
    }

    private async Task Look(IChannel channel)
    {
        foreach (var slot in _crew.Slots)
            await NoteReadiness(slot);
        if (await _database.Value<int>("select 1") != 1)
            throw new InvalidOperationException("The database gives no answer.");
        foreach (var queue in All)
        {
            var consumers = (await channel.QueueDeclarePassiveAsync(queue, _end.Token)).ConsumerCount;
            Gaps.Note(queue, consumers, Stopwatch.GetElapsedTime(_began), PossibleSince());
        }
    }

    private async Task NoteReadiness(WorkerSlot slot)
    {
        var start = slot.Starts;
        if (_ready.GetValueOrDefault(slot).Start != start && await IsReady(slot))
            _ready[slot] = (start, Stopwatch.GetTimestamp());
    }

    private static async Task<bool> IsReady(WorkerSlot slot)
    {
        try
        {
            return await slot.IsReady().WaitAsync(TimeSpan.FromMilliseconds(500));
        }
        catch (Exception)
        {
            return false;
        }
    }

    private TimeSpan? PossibleSince()
    {
        var workers = _crew.Slots.Select(AtWorkSince).OfType<long>().ToArray();
        return workers.Length == 0 ? null : Stopwatch.GetElapsedTime(_began, Math.Max(workers.Min(), _serversSince));
    }

    private long? AtWorkSince(WorkerSlot slot)
    {
        if (_crew.UndisturbedSince(slot) is not { } undisturbed)
            return null;
        if (_ready.GetValueOrDefault(slot) is var (start, readyAt) && start == slot.Starts)
            return Math.Max(undisturbed, readyAt);
        return Stopwatch.GetElapsedTime(slot.StartedAt) > LongestStart ? Math.Max(undisturbed, slot.StartedAt) : null;
    }
}
