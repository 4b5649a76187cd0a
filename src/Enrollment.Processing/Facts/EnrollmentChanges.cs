using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;
using JasperFx.Events;
using Marten;
using Marten.Services;

namespace Enrollment.Processing.Facts;

/// <summary>The enrollments that one transaction changes.</summary>
internal sealed class EnrollmentChanges(IDocumentSession session)
{
    private readonly List<(EnrollmentKey Key, EnrollmentState State, StreamAction Stream, long Version)> _changed = [];
    private readonly Dictionary<string, long> _counts = [];

    public int Count => _changed.Count;

    /// <summary>Each changed enrollment in its state after the changes.</summary>
    public IEnumerable<(EnrollmentKey Key, EnrollmentState State)> After => _changed.Select(entry => (entry.Key, entry.State));

    /// <summary>Each changed enrollment as it is stored. Must be read after the commit.</summary>
    public IEnumerable<(EnrollmentKey Key, StoredEnrollment Stored)> Committed =>
        _changed.Select(entry => (entry.Key, new StoredEnrollment(entry.State, entry.Version, entry.Stream.Events[^1].Id)));

    /// <summary>Appends the decided events; false if there are none.</summary>
    public bool Add(EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events) =>
        events.Count > 0 && Add(key, stored, events, events.Aggregate(stored.State, (state, recorded) => state.Apply(recorded)));

    /// <summary>Appends the decided events. The caller knows the state after them.</summary>
    public bool Add(EnrollmentKey key, StoredEnrollment stored, IReadOnlyList<EnrollmentEvent> events, EnrollmentState after)
    {
        _changed.Add((key, after, session.Append(key, stored, events), stored.Version + events.Count));
        foreach (var change in events.OfType<PeriodEvent>())
            _counts[change.GetType().Name] = _counts.GetValueOrDefault(change.GetType().Name) + 1;
        return true;
    }

    /// <summary>Must be called once, before the commit. After the commit the changes are counted by their types.</summary>
    public void Write()
    {
        EnrollmentTable.Write(session, [.. _changed.Select(entry => (entry.Key, entry.State, entry.Version))]);
        session.Listeners.Add(new CountWhenCommitted(_counts));
    }

    private sealed class CountWhenCommitted(IReadOnlyDictionary<string, long> counts) : DocumentSessionListenerBase
    {
        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            foreach (var (type, count) in counts)
                EnrollmentMetrics.EnrollmentChanged(type, count);
            return Task.CompletedTask;
        }
    }
}
