using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// From a learner and the rules for one activity to what has to be recorded: used by the night, at once, and in simulation alike.
/// </summary>
public static class Judging
{
    /// <summary>Judges all rules for the activity and decides the batch step.</summary>
    /// <param name="state">The enrollment of this learner in the activity, empty when there is none.</param>
    /// <param name="learner">The learner as the step may see it.</param>
    /// <param name="rules">The version in force of every rule for the activity, and of those that were for it before.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="calendar">Turns instants into business dates.</param>
    /// <param name="context">When and why.</param>
    public static IReadOnlyList<EnrollmentEvent> Decide(
        EnrollmentState state,
        Learner learner,
        IReadOnlyCollection<Rule> rules,
        ActivityId activity,
        BusinessCalendar calendar,
        StepContext context
    )
    {
        var matches = rules.Where(rule => rule.ActivityId == activity).Select(rule => rule.MatchFor(learner)).OfType<Match>();
        var none = rules.Where(rule => rule.ActivityId == activity && rule.Audience is Audience.None).Select(rule => rule.Id);
        var activeSince = learner.ActiveState is { } active ? calendar.DateOf(active.At.OccurredAt) : context.On;
        return EnrollmentDecider.Judge(state, EnrollmentDecider.Step(state, context, learner.IsActive, activeSince, matches, none));
    }

    /// <summary>Whether the fact has a join that was made in the user interface (semantics 4).</summary>
    public static bool MayTakeEffectAtOnce(LearnerFact fact) => JoinedAtOnce(fact).Count > 0;

    /// <summary>
    /// The activities a join takes effect for at once: those with a matching rule whose audience names a joined group (semantics 4).
    /// </summary>
    public static IEnumerable<ActivityId> ActivitiesAtOnce(LearnerFact fact, Learner learner, IEnumerable<Rule> rules)
    {
        var joined = JoinedAtOnce(fact);
        return rules
            .Where(rule =>
                rule.Audience is Audience.Groups groups && groups.Ids.Intersect(joined).Any() && rule.Judge(learner) is Verdict.Matches
            )
            .Select(rule => rule.ActivityId)
            .Distinct();
    }

    private static IReadOnlyList<GroupId> JoinedAtOnce(LearnerFact fact) =>
        fact switch
        {
            MembershipChanged { AtOnce: true } change => change.Joined,
            LearnerCreated { AtOnce: true } created => created.Groups,
            _ => [],
        };
}
