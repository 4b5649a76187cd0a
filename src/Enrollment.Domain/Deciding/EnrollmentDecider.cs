using Enrollment.Domain.Enrollments;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// Decides what has to be recorded for one enrollment. The answer is the events that are still missing. It is empty when there is nothing
/// to do, as when a message is delivered again or a run is repeated.
/// </summary>
public static class EnrollmentDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="state">The enrollment; empty when there is none.</param>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<EnrollmentEvent> Decide(EnrollmentState state, EnrollmentCommand command) =>
        command switch
        {
            EvaluateRules evaluation => Evaluate(state, evaluation),
            RecordCompletion completion => Record(state, completion),
            RollOver rollOver => Roll(state, rollOver),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Unknown kind of enrollment command."),
        };

    /// <summary>A join at once changes nothing while a period is current.</summary>
    private static IReadOnlyList<EnrollmentEvent> Evaluate(EnrollmentState state, EvaluateRules evaluation)
    {
        if (!evaluation.Step.InRun && state.Current is not null)
            return [];
        if (state.HasSeenMoreThan(evaluation.Step.Instant))
            return [];
        var step = RuleEvaluation.Evaluate(state, evaluation);
        var sawNothingNew = state.LastJudged is { } last ? step.SawTheSameAs(last) : step.Matches.Count == 0;
        return sawNothingNew ? [] : CatchUpAndTake(state, step);
    }

    /// <summary>
    /// When nights were missed, the rollover up to the last of them is recorded first: the step may change what was due meanwhile
    /// (semantics 4).
    /// </summary>
    private static IReadOnlyList<EnrollmentEvent> CatchUpAndTake(EnrollmentState state, SourcesJudged step)
    {
        var missed = Roll(state, new RollOver(step.RolledOverTo, step.Cause));
        var caughtUp = missed.Aggregate(state, (current, passed) => current.Apply(passed));
        return [.. missed, step, .. TimelineDiff.Between(caughtUp, caughtUp.Replay.With(step), step.On, step.Cause)];
    }

    private static IReadOnlyList<EnrollmentEvent> Record(EnrollmentState state, RecordCompletion completion)
    {
        if (state.Replay.HasCompletion(completion.CompletedOn))
            return [];
        var fact = new CompletionRecorded
        {
            Cause = completion.Cause,
            CompletedOn = completion.CompletedOn,
            HandledOn = completion.HandledOn,
            OccurredAt = completion.OccurredAt,
            Outcome = "",
        };
        var replay = state.Replay.With(fact);
        var asOf = LaterOf(completion.CompletedOn, completion.RolledOverTo);
        return [fact with { Outcome = replay.Outcome }, .. TimelineDiff.Between(state, replay, asOf, completion.Cause)];
    }

    private static IReadOnlyList<EnrollmentEvent> Roll(EnrollmentState state, RollOver command) =>
        state.Current?.NextTransitionOn <= command.To ? TimelineDiff.Between(state, state.Replay, command.To, command.Cause) : [];
}
