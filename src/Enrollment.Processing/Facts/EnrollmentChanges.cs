using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;
using JasperFx.Events;
using Marten;
using Marten.Services;

namespace Enrollment.Processing.Facts;

/// <summary>The enrollments one transaction changes: decided one by one, written together.</summary>
public sealed class EnrollmentChanges(IDocumentSession session)
{
    private readonly List<(EnrollmentKey Key, EnrollmentState State, StreamAction Stream, long Version)> _changed = [];
    private readonly Dictionary<string, long> _kinds = [];

    public int Count => _changed.Count;

    /// <summary>Each enrollment that changes, as it stands afterwards.</summary>
    public IEnumerable<(EnrollmentKey Key, EnrollmentState State)> After => _changed.Select(entry => (entry.Key, entry.State));

    /// <summary>Each enrollment that changed, as it is stored now; to be asked once the session is committed.</summary>
    public IEnumerable<(EnrollmentKey Key, StoredEnrollment Stored)> Committed =>
        _changed.Select(entry => (entry.Key, new StoredEnrollment(entry.State, entry.Version, entry.Stream.Events[^1].Id)));

    /// <summary>Appends what was decided; false when that is nothing.</summary>
    public bool Add(EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events) =>
        events.Count > 0 && Add(key, stored, events, events.Aggregate(stored.State, (state, recorded) => state.Apply(recorded)));

    /// <summary>Appends what was decided, where it is known how the enrollment stands afterwards.</summary>
    public bool Add(EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events, EnrollmentState after)
    {
        _changed.Add((key, after, session.Append(key, stored, events), stored.Version + events.Count));
        foreach (var change in events.OfType<PeriodEvent>())
            _kinds[change.GetType().Name] = _kinds.GetValueOrDefault(change.GetType().Name) + 1;
        return true;
    }

    /// <summary>To be called once, before the session is committed; the kinds of change are counted when it is.</summary>
    public void Write()
    {
        EnrollmentTable.Write(session, [.. _changed.Select(entry => (entry.Key, entry.State, entry.Version))]);
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
