using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>A command for one enrollment.</summary>
internal sealed record Decision(EnrollmentKey Key, EnrollmentCommand Command)
{
    /// <summary>Finds a recorded fact of the enrollment with the same id and another content.</summary>
    public Func<EnrollmentState, Conflict?> FindConflict { get; init; } = _ => null;
}

/// <summary>The enrollments of a batch of facts, each in its state after the facts decided so far.</summary>
internal sealed class EnrollmentBatch
{
    private readonly EnrollmentReader _reader;
    private readonly IReadOnlyDictionary<EnrollmentKey, (StoredEnrollment Stored, long EventsRead)> _read;
    private readonly Dictionary<EnrollmentKey, EnrollmentState> _states;
    private readonly Dictionary<EnrollmentKey, List<EnrollmentEvent>> _events = [];
    private EnrollmentChanges? _changes;

    private EnrollmentBatch(EnrollmentReader reader, IReadOnlyDictionary<EnrollmentKey, (StoredEnrollment Stored, long EventsRead)> read)
    {
        (_reader, _read) = (reader, read);
        _states = read.ToDictionary(entry => entry.Key, entry => entry.Value.Stored.State);
    }

    /// <summary>Events decided so far.</summary>
    public int Count { get; private set; }

    public static async Task<EnrollmentBatch> LoadAsync(
        IDocumentSession session,
        EnrollmentReader reader,
        IReadOnlyCollection<EnrollmentKey> keys
    ) => new(reader, await reader.LoadAsync(session, keys, CancellationToken.None));

    public long EventsRead(EnrollmentKey key) => _read[key].EventsRead;

    /// <summary>Must be called before <see cref="Take"/>.</summary>
    public Conflict? FindConflict(Decision decision) => decision.FindConflict(_states[decision.Key]);

    /// <summary>Decides, and returns the number of events.</summary>
    public int Take(Decision decision)
    {
        var events = EnrollmentDecider.Decide(_states[decision.Key], decision.Command);
        if (events.Count == 0)
            return 0;
        _states[decision.Key] = events.Aggregate(_states[decision.Key], (state, recorded) => state.Apply(recorded));
        if (!_events.TryGetValue(decision.Key, out var sofar))
            _events.Add(decision.Key, sofar = []);
        sofar.AddRange(events);
        Count += events.Count;
        return events.Count;
    }

    public void Write(IDocumentSession session)
    {
        _changes = new EnrollmentChanges(session);
        // In a fixed order, so that two workers wait for each other and do not deadlock.
        foreach (var (key, events) in _events.OrderBy(entry => entry.Key.Stream, StringComparer.Ordinal))
            _changes.Add(key, _read[key].Stored, events, _states[key]);
        _changes.Write();
    }

    /// <summary>Must be called after the commit. Caches long enrollments for the next transaction.</summary>
    public void Keep()
    {
        foreach (var (key, read) in _read.Where(entry => !_events.ContainsKey(entry.Key)))
            _reader.Keep(key, read.Stored with { State = _states[key] });
        foreach (var (key, stored) in _changes!.Committed)
            _reader.Keep(key, stored);
    }
}
