using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Facts;

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

    /// <summary>The events decided so far, each with its enrollment.</summary>
    public IEnumerable<(EnrollmentKey Key, EnrollmentEvent Event)> Events =>
        _events.SelectMany(entry => entry.Value.Select(recorded => (entry.Key, recorded)));

    public static async Task<EnrollmentBatch> LoadAsync(
        IDocumentSession session,
        EnrollmentReader reader,
        IReadOnlyCollection<Decision> decisions
    )
    {
        var counted = decisions.Where(decision => decision.Others.Count > 0).ToArray();
        if (counted.Length > 0)
        {
            await session.BeginTransactionAsync(CancellationToken.None);
            await CompletionLocks.TakeAsync(
                session,
                [.. counted.Select(decision => (decision.Key.Learner, decision.IsCompleting))],
                CancellationToken.None
            );
        }

        var keys = decisions.SelectMany(decision => decision.Keys).Distinct().ToArray();
        return new(reader, await reader.LoadAsync(session, keys, CancellationToken.None));
    }

    public long EventsRead(EnrollmentKey key) => _read[key].EventsRead;

    /// <summary>Must be called before <see cref="Take"/>.</summary>
    public Conflict? FindConflict(Decision decision) => decision.FindConflict(_states[decision.Key]);

    /// <summary>Decides, and returns the number of events.</summary>
    public int Take(Decision decision)
    {
        if (decision.Command is EvaluateRules evaluation)
            return Decide(decision.Key, evaluation.WithCompletionsOf(key => _states[key]));
        var events = Decide(decision.Key, decision.Command);
        // A completion is also one of each activity whose rules count it (semantics 11).
        foreach (var other in decision.Others.Where(other => _states[other].CompletedBy.Contains(decision.Key.Activity)))
            events += Decide(other, decision.ForOther);
        return events;
    }

    private int Decide(EnrollmentKey key, EnrollmentCommand command)
    {
        var events = EnrollmentDecider.Decide(_states[key], command);
        if (events.Count == 0)
            return 0;
        _states[key] = events.Aggregate(_states[key], (state, recorded) => state.Apply(recorded));
        if (!_events.TryGetValue(key, out var sofar))
            _events.Add(key, sofar = []);
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
