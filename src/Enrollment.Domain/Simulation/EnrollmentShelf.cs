using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Simulation;

using Key = (ActivityId Activity, LearnerId Learner);

/// <summary>The enrollments of an organization in memory.</summary>
internal sealed class EnrollmentShelf
{
    private readonly Dictionary<Key, EnrollmentState> _enrollments = [];

    public Action<ActivityId, LearnerId, EnrollmentEvent>? Recorded { get; set; }

    public IEnumerable<(ActivityId Activity, LearnerId Learner, EnrollmentState State)> WithPeriods =>
        _enrollments
            .Where(entry => entry.Value.Periods.Count > 0)
            .OrderBy(entry => entry.Key.Activity.Value, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Learner.Value, StringComparer.Ordinal)
            .Select(entry => (entry.Key.Activity, entry.Key.Learner, entry.Value));

    public EnrollmentState StateOf(ActivityId activity, LearnerId learner) =>
        _enrollments.GetValueOrDefault((activity, learner), EnrollmentState.Empty);

    public IEnumerable<ActivityId> ActivitiesOf(LearnerId learner) =>
        _enrollments.Keys.Where(key => key.Learner == learner).Select(key => key.Activity);

    /// <summary>The activities for which the learner has a rule that counts completions of this one (semantics 11).</summary>
    public IReadOnlyList<ActivityId> CompletedBy(ActivityId activity, LearnerId learner) =>
        [
            .. _enrollments
                .Where(entry => entry.Key.Learner == learner && entry.Key.Activity != activity)
                .Where(entry => entry.Value.CompletedBy.Contains(activity))
                .Select(entry => entry.Key.Activity),
        ];

    public void RollOver(DateOnly date, Cause cause)
    {
        foreach (var (activity, learner) in _enrollments.Keys.ToArray())
            Decide(activity, learner, new RollOver(date, cause));
    }

    public void Decide(ActivityId activity, LearnerId learner, EnrollmentCommand command)
    {
        var state = StateOf(activity, learner);
        var events = EnrollmentDecider.Decide(state, command);
        if (events.Count == 0)
            return;
        foreach (var recorded in events)
            Recorded?.Invoke(activity, learner, recorded);
        _enrollments[(activity, learner)] = events.Aggregate(state, (current, recorded) => current.Apply(recorded));
    }
}
