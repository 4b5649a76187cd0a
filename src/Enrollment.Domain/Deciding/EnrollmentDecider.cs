using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// What has to be recorded for one enrollment. Every decision answers with the events still missing, and with none when there is nothing to
/// do:
/// a message delivered again, a second worker, a night run twice all end there.
/// </summary>
public static class EnrollmentDecider
{
    /// <summary>The batch step of a run, or of a join at once (semantics 4). At once nothing happens while a period is current.</summary>
    public static IReadOnlyList<EnrollmentEvent> Judge(EnrollmentState state, SourcesJudged step)
    {
        if (!step.InRun && state.Current is not null)
            return [];
        if (state.HasSeenMoreThan(step.Instant))
            return [];
        var nothingToSay = state.LastJudged is { } last ? step.SawTheSameAs(last) : step.Matches.Count == 0;
        return nothingToSay ? [] : CatchUpAndJudge(state, step);
    }

    /// <summary>
    /// What time alone brought about in missed nights is told before the step changes what was due meanwhile (semantics 4).
    /// </summary>
    private static IReadOnlyList<EnrollmentEvent> CatchUpAndJudge(EnrollmentState state, SourcesJudged step)
    {
        var missed = RollOver(state, step.RolledOverTo, step.Cause);
        var caughtUp = missed.Aggregate(state, (current, passed) => current.Apply(passed));
        return [.. missed, step, .. TimelineDiff.Between(caughtUp, caughtUp.Replayed.With(step), step.On, step.Cause)];
    }

    /// <summary>A completion takes effect at once, as if it had come on its own date (semantics 5.3).</summary>
    /// <param name="state">The enrollment so far.</param>
    /// <param name="completedOn">The date it is judged by.</param>
    /// <param name="handledOn">The business date on which the message is handled.</param>
    /// <param name="rolledOverTo">The date of the last run: what is planned anew has passed the nights since.</param>
    /// <param name="cause">The message.</param>
    /// <param name="occurredAt">When the message says it happened; recorded, and judged by nothing.</param>
    public static IReadOnlyList<EnrollmentEvent> Complete(
        EnrollmentState state,
        DateOnly completedOn,
        DateOnly handledOn,
        DateOnly rolledOverTo,
        Cause cause,
        DateTimeOffset? occurredAt = null
    )
    {
        if (state.Replayed.Order.Has(completedOn))
            return [];
        var fact = new CompletionRecorded
        {
            Cause = cause,
            CompletedOn = completedOn,
            HandledOn = handledOn,
            OccurredAt = occurredAt,
            Outcome = "",
        };
        var replayed = state.Replayed.With(fact);
        return
        [
            fact with
            {
                Outcome = replayed.Timeline.Outcome,
            },
            .. TimelineDiff.Between(state, replayed, completedOn.Or(rolledOverTo), cause),
        ];
    }

    /// <summary>The period rollover of a run: openings, overdue, missed (semantics 4).</summary>
    public static IReadOnlyList<EnrollmentEvent> RollOver(EnrollmentState state, DateOnly to, Cause cause) =>
        state.Current?.NextTransitionOn <= to ? [.. TimelineDiff.Between(state, state.Replayed, to, cause)] : [];

    /// <summary>What a step sees: the rules for the activity judged against the learner.</summary>
    public static SourcesJudged Step(
        EnrollmentState state,
        StepContext context,
        bool active,
        DateOnly activeSince,
        IEnumerable<Match> matches,
        IEnumerable<RuleId> notAutoEnrolling
    )
    {
        var known = state.Facts.OfType<SourcesJudged>().SelectMany(step => step.Matches).Select(match => match.RuleId).ToHashSet();
        return new SourcesJudged
        {
            Cause = context.Cause,
            On = context.On,
            EligibleFrom = context.EligibleFrom,
            InRun = context.InRun,
            Instant = context.Instant,
            RolledOverTo = context.RolledOverTo,
            Active = active,
            ActiveSince = activeSince,
            Matches = [.. matches.OrderBy(match => match.RuleId.Value, StringComparer.Ordinal)],
            NotAutoEnrolling = active
                ? [.. notAutoEnrolling.Where(known.Contains).OrderBy(rule => rule.Value, StringComparer.Ordinal)]
                : [],
            MinimumDaysToComplete = context.MinimumDaysToComplete,
        };
    }
}
