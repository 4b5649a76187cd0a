using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Servers;

namespace Enrollment.Chaos.Workers;

/// <summary>The workers of the deployment: two, and for a while three.</summary>
internal sealed class Crew(Settings settings, Database database, Broker broker) : IAsyncDisposable
{
    private readonly List<WorkerSlot> _slots = [new(settings, database, broker, 1), new(settings, database, broker, 2)];
    private readonly HashSet<WorkerSlot> _held = [];
    private int _gone;

    public IReadOnlyList<WorkerSlot> Slots => _slots;

    /// <summary>Processes started in all.</summary>
    public int Starts => _gone + _slots.Sum(slot => slot.Starts);

    /// <summary>Does something to a worker that no other fault is at work on: one would end what the other began.</summary>
    /// <exception cref="FaultMissedException">There is none.</exception>
    public Task With(Random random, Func<WorkerSlot, Task> what)
    {
        var slot = AnyFree(random);
        return With([slot], _ => what(slot));
    }

    /// <exception cref="FaultMissedException">Another fault has it.</exception>
    public async Task WithLeader(Func<WorkerSlot, Task> what)
    {
        var leader = await Leader();
        await With([leader], _ => what(leader));
    }

    /// <exception cref="FaultMissedException">Another fault has one of them.</exception>
    public Task WithAll(Func<IReadOnlyList<WorkerSlot>, Task> what) => With(_slots, what);

    /// <summary>A third one takes part for a while.</summary>
    public async Task WithThird(Func<Task> meanwhile)
    {
        await using var third = new WorkerSlot(settings, database, broker, 3);
        await meanwhile();
        _gone += third.Starts;
    }

    /// <summary>Who follows the events and announces: the worker behind the connection that holds an advisory lock for the longest time.</summary>
    private async Task<WorkerSlot> Leader()
    {
        var ports = new List<int>();
        await using var connection = await database.Open();
        await using var command = new Npgsql.NpgsqlCommand("select a.client_port from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and a.client_port is not null order by a.xact_start limit 1", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            ports.Add(rows.GetInt32(0));
        return _slots.Find(slot => ports.Exists(slot.ToDatabase.Has)) ?? _slots[0];
    }

    public async Task<bool> AllReady() => (await Task.WhenAll(_slots.Select(slot => slot.IsReady()))).All(ready => ready);

    public void Heal()
    {
        foreach (var slot in _slots)
        {
            slot.ToDatabase.Heal();
            slot.ToBroker.Heal();
            slot.ToDatabase.KillPoint = slot.ToBroker.KillPoint = null;
            slot.Old = false;
            slot.Thaw();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots)
            await slot.DisposeAsync();
    }

    private WorkerSlot AnyFree(Random random)
    {
        lock (_held)
            return _slots.Where(slot => !_held.Contains(slot)).ToArray() is { Length: > 0 } free ? free[random.Next(free.Length)] : throw new FaultMissedException("other faults have every worker");
    }

    private async Task With(IReadOnlyList<WorkerSlot> slots, Func<IReadOnlyList<WorkerSlot>, Task> what)
    {
        lock (_held)
        {
            if (_held.Overlaps(slots))
                throw new FaultMissedException("another fault has this worker");
            _held.UnionWith(slots);
        }

        try
        {
            await what(slots);
        }
        finally
        {
            lock (_held)
                _held.ExceptWith(slots);
        }
    }
}
