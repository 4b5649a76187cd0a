using Enrollment.Chaos.Servers;

namespace Enrollment.Chaos.Workers;

/// <summary>The workers of the deployment: two, and for a while three.</summary>
internal sealed class Crew(Settings settings, Database database, Broker broker) : IAsyncDisposable
{
    private readonly List<WorkerSlot> _slots = [new(settings, database, broker, 1), new(settings, database, broker, 2)];
    private int _gone;

    public IReadOnlyList<WorkerSlot> Slots => _slots;

    /// <summary>Processes started in all.</summary>
    public int Starts => _gone + _slots.Sum(slot => slot.Starts);

    public WorkerSlot Any(Random random) => _slots[random.Next(_slots.Count)];

    /// <summary>A third one takes part for a while.</summary>
    public async Task WithThird(Func<Task> meanwhile)
    {
        await using var third = new WorkerSlot(settings, database, broker, 3);
        await meanwhile();
        _gone += third.Starts;
    }

    /// <summary>Who follows the events and announces: the worker behind the connection that holds an advisory lock for the longest time.</summary>
    public async Task<WorkerSlot> Leader()
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
}
