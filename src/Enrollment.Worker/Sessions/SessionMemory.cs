namespace Enrollment.Worker.Sessions;

/// <summary>What a worker remembers of the sessions that it found: whether one has held work back for too long.</summary>
/// <param name="limits">How long it may.</param>
internal sealed class SessionMemory(SessionLimits limits)
{
    private readonly Dictionary<(int Pid, string Transaction), Seen> _waitedFor = [];
    private readonly Dictionary<(int Pid, string Role), List<long>> _found = [];
    private readonly List<long> _looks = [];

    // A worker that waits gives up after a while, pauses before it tries again, and has to wait for a while before it counts again.
    private TimeSpan Forgotten => limits.Waited + limits.HeldBack;

    public void Note(IEnumerable<BlockingSession> found)
    {
        var now = TimeProvider.System.GetTimestamp();
        foreach (var gone in _waitedFor.Where(seen => Since(seen.Value.Last) > Forgotten).ToArray())
            _waitedFor.Remove(gone.Key);
        foreach (var at in _found.Values.Append(_looks))
            at.RemoveAll(look => Since(look) > limits.HeldBack * 2);
        foreach (var process in _found.Where(process => process.Value.Count == 0).ToArray())
            _found.Remove(process.Key);
        _looks.Add(now);
        foreach (var session in found)
        {
            if (!session.IsBrief)
                _waitedFor[session.Key] = new Seen(_waitedFor.TryGetValue(session.Key, out var before) ? before.First : now, now);
            if (!_found.TryGetValue(Process(session), out var at))
                _found[Process(session)] = at = [];
            if (at.Count == 0 || at[^1] != now)
                at.Add(now);
        }
    }

    public bool IsTooLong(BlockingSession session) => IsOneTransactionTooLong(session) || AreManyTransactionsTooMany(session);

    public void Forget(BlockingSession session)
    {
        _waitedFor.Remove(session.Key);
        _found.Remove(Process(session));
    }

    private bool IsOneTransactionTooLong(BlockingSession session) =>
        _waitedFor.TryGetValue(session.Key, out var seen) && Since(seen.First) >= limits.HeldBack;

    // Each of them may be short. Whoever is in the way now and then is found at fewer than half of the looks.
    private bool AreManyTransactionsTooMany(BlockingSession session) =>
        _found.TryGetValue(Process(session), out var at) && Since(at[0]) >= limits.HeldBack
        && at.Count * 2 >= _looks.Count(look => look >= at[0]);

    private static (int Pid, string Role) Process(BlockingSession session) => (session.Pid, session.Role);

    private static TimeSpan Since(long at) => TimeProvider.System.GetElapsedTime(at);

    /// <summary>When it was found for the first and for the last time, without a long break.</summary>
    private readonly record struct Seen(long First, long Last);
}
