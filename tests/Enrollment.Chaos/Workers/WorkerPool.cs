using System.Diagnostics;
using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Servers;
using Enrollment.TestKit.Network;

namespace Enrollment.Chaos.Workers;

/// <summary>The workers of the deployment: two, and for a while three.</summary>
internal sealed class WorkerPool(Settings settings, Database database, Broker broker) : IAsyncDisposable
{
    private readonly List<WorkerSlot> _slots = [new(settings, database, broker, 1), new(settings, database, broker, 2)];
    private readonly HashSet<WorkerSlot> _leased = [];
    private readonly SemaphoreSlim _third = new(1);
    private readonly Dictionary<WorkerSlot, long> _releasedAt = [];
    private int _formerStarts;

    public IReadOnlyList<WorkerSlot> Slots => _slots;

    /// <summary>Processes started in all.</summary>
    public int Starts => _formerStarts + _slots.Sum(slot => slot.Starts);

    /// <summary>Does something to a worker that no other fault is at work on: one would end what the other began.</summary>
    /// <exception cref="FaultMissedException">There is none.</exception>
    public Task LeaseAsync(Random random, Func<WorkerSlot, Task> what)
    {
        var slot = PickFree(random);
        return LeaseAsync([slot], _ => what(slot));
    }

    /// <exception cref="FaultMissedException">Another fault has it.</exception>
    public async Task LeaseLeaderAsync(Func<WorkerSlot, Task> what)
    {
        var leader = await FindLeaderAsync();
        await LeaseAsync([leader], _ => what(leader));
    }

    /// <exception cref="FaultMissedException">Another fault has one of them.</exception>
    public Task LeaseAllAsync(Func<IReadOnlyList<WorkerSlot>, Task> what) => LeaseAsync(_slots, what);

    /// <summary>A third one takes part for a while; no other fault touches it.</summary>
    /// <exception cref="FaultMissedException">There is a third one already.</exception>
    public async Task AddThirdAsync(Func<WorkerSlot, Task> meanwhile)
    {
        if (!await _third.WaitAsync(TimeSpan.Zero))
            throw new FaultMissedException("another fault has the third worker");
        try
        {
            await using var third = new WorkerSlot(settings, database, broker, 3);
            await meanwhile(third);
            _formerStarts += third.Starts;
        }
        finally
        {
            _third.Release();
        }
    }

    /// <summary>
    /// Who follows the events and announces: the worker behind the connection that holds an advisory lock for the longest time.
    /// </summary>
    private async Task<WorkerSlot> FindLeaderAsync()
    {
        var ports = new List<int>();
        await using var connection = await database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            "select a.client_port from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and "
                + "a.client_port is not null order by a.xact_start limit 1",
            connection
        );
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            ports.Add(rows.GetInt32(0));
        return _slots.Find(slot => ports.Exists(slot.ToDatabase.Carries)) ?? _slots[0];
    }

    public async Task<bool> AreReadyAsync() => (await Task.WhenAll(_slots.Select(slot => slot.IsReadyAsync()))).All(ready => ready);

    /// <summary>What the workers' checks of health say that are not well; empty when all are.</summary>
    public async Task<IReadOnlyCollection<string>> GetHealthProblemsAsync() =>
        [
            .. (await Task.WhenAll(_slots.Select(slot => slot.GetHealthProblemsAsync())))
                .SelectMany(problems => problems)
                .Select(problem => $"{problem.Key} ({problem.Value})")
                .Distinct(),
        ];

    /// <summary>
    /// Since when the slot's process has been running with no fault at work on it, by <see cref="Stopwatch"/>; null while one is.
    /// </summary>
    public long? UndisturbedSince(WorkerSlot slot)
    {
        lock (_leased)
            return _leased.Contains(slot) ? null : Math.Max(slot.StartedAt, _releasedAt.GetValueOrDefault(slot));
    }

    public void Heal()
    {
        foreach (var slot in _slots)
        {
            slot.ToDatabase.Heal();
            slot.ToBroker.Heal();
            slot.ToDatabase.KillPoint = slot.ToBroker.KillPoint = null;
            (slot.UsesOldVersion, slot.ClockOffsetMinutes) = (false, 0);
            slot.Resume();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots)
            await slot.DisposeAsync();
        _third.Dispose();
    }

    private WorkerSlot PickFree(Random random)
    {
        lock (_leased)
            return _slots.Where(slot => !_leased.Contains(slot)).ToArray() is { Length: > 0 } free
                ? free[random.Next(free.Length)]
                : throw new FaultMissedException("other faults have every worker");
    }

    private async Task LeaseAsync(IReadOnlyList<WorkerSlot> slots, Func<IReadOnlyList<WorkerSlot>, Task> what)
    {
        lock (_leased)
        {
            if (_leased.Overlaps(slots))
                throw new FaultMissedException("another fault has this worker");
            _leased.UnionWith(slots);
        }

        try
        {
            await what(slots);
        }
        finally
        {
            lock (_leased)
            {
                _leased.ExceptWith(slots);
                foreach (var slot in slots)
                    _releasedAt[slot] = Stopwatch.GetTimestamp();
            }
        }
    }
}
