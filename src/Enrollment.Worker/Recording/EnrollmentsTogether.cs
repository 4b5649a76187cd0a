using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Enrollments;
using Marten;

namespace Enrollment.Worker.Recording;

/// <summary>Something to decide about one enrollment.</summary>
internal sealed record Decision(EnrollmentKey Key, Func<EnrollmentState, IReadOnlyList<EnrollmentEvent>> Decide);

/// <summary>The enrollments the facts of one transaction touch, each as it stands after the facts taken so far.</summary>
internal sealed class EnrollmentsTogether
{
    private readonly IReadOnlyDictionary<EnrollmentKey, StoredEnrollment> _stored;
    private readonly Dictionary<EnrollmentKey, EnrollmentState> _states;
    private readonly Dictionary<EnrollmentKey, List<EnrollmentEvent>> _events = [];

    private EnrollmentsTogether(IReadOnlyDictionary<EnrollmentKey, StoredEnrollment> stored)
    {
        _stored = stored;
        _states = stored.ToDictionary(entry => entry.Key, entry => entry.Value.State);
    }

    public static async Task<EnrollmentsTogether> Load(IDocumentSession session, IReadOnlyCollection<EnrollmentKey> keys) =>
        new(await session.LoadEnrollments(keys, CancellationToken.None));

    /// <summary>Whether that changed something.</summary>
    public bool Take(Decision decision)
    {
        var events = decision.Decide(_states[decision.Key]);
        if (events.Count == 0)
            return false;
        _states[decision.Key] = events.Aggregate(_states[decision.Key], (state, recorded) => state.Apply(recorded));
        if (!_events.TryGetValue(decision.Key, out var sofar))
            _events.Add(decision.Key, sofar = []);
        sofar.AddRange(events);
        return true;
    }

    public void Write(IDocumentSession session)
    {
        var changes = new EnrollmentChanges(session);
        // In one order, so that two workers wait for each other instead of both giving up.
        foreach (var (key, events) in _events.OrderBy(entry => entry.Key.Stream, StringComparer.Ordinal))
            changes.Add(key, _stored[key], events);
        changes.Write();
    }
}
