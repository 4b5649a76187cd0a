using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>Something to decide about one enrollment.</summary>
internal sealed record Decision(EnrollmentKey Key, Func<EnrollmentState, IReadOnlyList<EnrollmentEvent>> Decide)
{
    /// <summary>Whether a recorded fact of the enrollment has the same id and says something else.</summary>
    public Func<EnrollmentState, Conflict?> FindConflict { get; init; } = _ => null;
}

/// <summary>The enrollments the facts of one transaction touch, each as it stands after the facts taken so far.</summary>
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

    /// <summary>Looked for before the decision is taken.</summary>
    public Conflict? FindConflict(Decision decision) => decision.FindConflict(_states[decision.Key]);

    /// <summary>How many events that gives.</summary>
    public int Take(Decision decision)
    {
        var events = decision.Decide(_states[decision.Key]);
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
        // In one order, so that two workers wait for each other instead of both giving up.
        foreach (var (key, events) in _events.OrderBy(entry => entry.Key.Stream, StringComparer.Ordinal))
            _changes.Add(key, _read[key].Stored, events, _states[key]);
        _changes.Write();
    }

    /// <summary>To be called once the session is committed: long enrollments are kept for the next transaction.</summary>
    public void Keep()
    {
        foreach (var (key, read) in _read.Where(entry => !_events.ContainsKey(entry.Key)))
            _reader.Keep(key, read.Stored with { State = _states[key] });
        foreach (var (key, stored) in _changes!.Committed)
            _reader.Keep(key, stored);
    }
}
