using Enrollment.Domain.Enrollments;

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
        command.AdoptsAfter is { } lastRun ? AdoptAndDecide(state, command, lastRun) : DecideNow(state, command);

    private static IReadOnlyList<EnrollmentEvent> DecideNow(EnrollmentState state, EnrollmentCommand command) =>
        command switch
        {
            EvaluateRules evaluation => Evaluate(state, evaluation),
            RecordCompletion completion => CompletionDecider.Record(state, completion),
            RollOver rollOver => RollAndRemind(state, rollOver),
            DecisionCommand decision => CatchUpAndDecide(state, decision),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Unknown kind of enrollment command."),
        };

    /// <summary>
    /// The first run by another version records what its text alone changes, then what has happened since the last run. A message that
    /// comes before that run, and the end of a run that the earlier version began, do the same for the enrollments that they change.
    /// </summary>
    private static IReadOnlyList<EnrollmentEvent> AdoptAndDecide(EnrollmentState state, EnrollmentCommand command, DateOnly lastRun)
    {
        var adopted = Adopt(state, AdoptedBy(command, state.Current, lastRun));
        var after = adopted.Aggregate(state, (current, recorded) => current.Apply(recorded));
        var decided = DecideNow(after, command);
        return decided.Count == 0 && command.AdoptsWithChangesOnly ? [] : [.. adopted, .. decided];
    }

    private static IReadOnlyList<EnrollmentEvent> Adopt(EnrollmentState state, SemanticsAdopted fact)
    {
        var changes = TimelineDiff.Between(state, state.Replay.With(fact), fact.RolledOverTo, fact.Cause, fact.On);
        return changes.Count == 0 ? [] : [fact, .. changes];
    }

    private static SemanticsAdopted AdoptedBy(EnrollmentCommand command, Period? current, DateOnly lastRun) =>
        command switch
        {
            EvaluateRules { Step: var step } => SemanticsAdopted.Of(current, step.Cause, step.On, lastRun, step.MinimumDaysToComplete),
            RecordCompletion completion => SemanticsAdopted.Of(
                current,
                completion.Cause,
                completion.HandledOn,
                lastRun,
                completion.MinimumDaysToComplete
            ),
            DecisionCommand { Context: var context } => SemanticsAdopted.Of(
                current,
                context.Cause,
                context.HandledOn,
                lastRun,
                context.MinimumDaysToComplete
            ),
            RollOver rollOver => SemanticsAdopted.Of(current, rollOver.Cause, rollOver.To, lastRun, rollOver.MinimumDaysToComplete),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "This command adopts no version."),
        };

    /// <summary>A join at once changes nothing while a period is current.</summary>
    private static IReadOnlyList<EnrollmentEvent> Evaluate(EnrollmentState state, EvaluateRules evaluation)
    {
        if (!evaluation.Step.InRun && state.Current is not null)
            return [];
        if (state.HasSeenMoreThan(evaluation.Step.Instant))
            return [];
        var step = RuleEvaluation.Evaluate(state, evaluation);
        var sawNothingNew = state.LastJudged is { } last
            ? step.SawTheSameAs(last) && !LeavesSources(state, last, step)
            : step.Matches.Count == 0;
        return sawNothingNew ? [] : CatchUpAndTake(state, evaluation, step);
    }

    /// <summary>A step at once lost no source: the run that comes after it does (semantics 4).</summary>
    private static bool LeavesSources(EnrollmentState state, SourcesJudged last, SourcesJudged step) =>
        step.InRun
        && !last.InRun
        && state.Replay.Timeline.Sources.Live.Any(source => step.Matches.All(match => match.RuleId != source.RuleId));

    /// <summary>
    /// When nights were missed, the rollover up to the last of them is recorded first: the step may change what was due meanwhile
    /// (semantics 4).
    /// </summary>
    private static IReadOnlyList<EnrollmentEvent> CatchUpAndTake(EnrollmentState state, EvaluateRules evaluation, SourcesJudged step)
    {
        var others = RuleEvaluation.CompletionsOfOthers(state, evaluation, step).ToArray();
        var informed = others.Aggregate(state, (current, fact) => current.Apply(fact));
        var missed = Roll(informed, new RollOver(step.RolledOverTo, step.Cause));
        var caughtUp = missed.Aggregate(informed, (current, passed) => current.Apply(passed));
        return [.. others, .. missed, step, .. TimelineDiff.Between(caughtUp, caughtUp.Replay.With(step), step.On, step.Cause)];
    }

    /// <summary>Also where nights were missed: what they should have done is recorded before the decision (semantics 4).</summary>
    private static IReadOnlyList<EnrollmentEvent> CatchUpAndDecide(EnrollmentState state, DecisionCommand command)
    {
        var missed = Roll(state, new RollOver(command.Context.PassedTo, command.Context.Cause));
        var caughtUp = missed.Aggregate(state, (current, passed) => current.Apply(passed));
        var decided = DecideOne(caughtUp, command);
        return decided.Count == 0 ? [] : [.. missed, .. decided];
    }

    private static IReadOnlyList<EnrollmentEvent> DecideOne(EnrollmentState state, DecisionCommand command) =>
        command switch
        {
            GrantExemption exemption => DecisionDecider.Grant(state, exemption),
            RevokeExemption exemption => DecisionDecider.Revoke(state, exemption),
            ExtendDueDate extension => DecisionDecider.Extend(state, extension),
            RevokeCompletion revocation => CompletionDecider.Revoke(state, revocation),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Unknown kind of decision."),
        };

    /// <summary>The transitions, then the reminder of what is current after them (semantics 11).</summary>
    private static IReadOnlyList<EnrollmentEvent> RollAndRemind(EnrollmentState state, RollOver command)
    {
        var transitions = Roll(state, command);
        var after = transitions.Aggregate(state, (current, passed) => current.Apply(passed));
        return [.. transitions, .. Reminding.UpTo(after, command.To, command.Cause)];
    }

    private static IReadOnlyList<EnrollmentEvent> Roll(EnrollmentState state, RollOver command) =>
        state.Current?.NextTransitionOn <= command.To ? TimelineDiff.Between(state, state.Replay, command.To, command.Cause) : [];
}
