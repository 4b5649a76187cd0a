using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Observability;
using Marten;
using Marten.Services;

namespace Enrollment.Worker.Enrollments;

/// <summary>The enrollments one transaction changes: decided one by one, written together.</summary>
public sealed class EnrollmentChanges(IDocumentSession session)
{
    private readonly List<(EnrollmentKey Key, EnrollmentState State, long Version)> _changed = [];
    private readonly Dictionary<string, long> _kinds = [];

    public int Count => _changed.Count;

    /// <summary>Each enrollment that changes, as it stands afterwards.</summary>
    public IEnumerable<(EnrollmentKey Key, EnrollmentState State)> After => _changed.Select(entry => (entry.Key, entry.State));

    /// <summary>Appends what was decided; false when that is nothing.</summary>
    public bool Add(EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events)
    {
        if (events.Count == 0)
            return false;
        session.Append(key, stored, events);
        _changed.Add((key, events.Aggregate(stored.State, (state, recorded) => state.Apply(recorded)), stored.Version + events.Count));
        foreach (var change in events.OfType<PeriodEvent>())
            _kinds[change.GetType().Name] = _kinds.GetValueOrDefault(change.GetType().Name) + 1;
        return true;
    }

    /// <summary>To be called once, before the session is committed; the kinds of change are counted when it is.</summary>
    public void Write()
    {
        EnrollmentRows.Write(session, _changed);
        session.Listeners.Add(new CountWhenCommitted(_kinds));
    }

    private sealed class CountWhenCommitted(IReadOnlyDictionary<string, long> kinds) : DocumentSessionListenerBase
    {
        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            foreach (var (kind, count) in kinds)
                EnrollmentMetrics.EnrollmentChanged(kind, count);
            return Task.CompletedTask;
        }
    }
}
