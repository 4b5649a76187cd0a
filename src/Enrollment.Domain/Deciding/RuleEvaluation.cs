using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines;

namespace Enrollment.Domain.Deciding;

/// <summary>Evaluates the rules for an activity against a learner.</summary>
internal static class RuleEvaluation
{
    /// <summary>What the step sees.</summary>
    public static SourcesJudged Evaluate(EnrollmentState state, EvaluateRules evaluation)
    {
        var (learner, calendar, step) = (evaluation.Learner, evaluation.Calendar, evaluation.Step);
        var exempt = state.IsExempt(step.On);
        var matches = exempt ? [] : Matches(evaluation);
        return new SourcesJudged
        {
            Cause = step.Cause,
            On = step.On,
            EligibleFrom = step.EligibleFrom,
            InRun = step.InRun,
            Instant = step.Instant,
            RolledOverTo = step.RolledOverTo,
            Active = learner.IsActive,
            ActiveSince = ActiveSince(state.LastJudged, evaluation),
            AwaySince = state.LastJudged is { Active: false } && learner.AwaySince is { } away ? calendar.DateOf(away.HoldsFrom) : null,
            Matches = matches,
            NotAutoEnrolling = learner.IsActive ? Over(state, evaluation, withdraws: false) : [],
            Withdrawing = learner.IsActive && Over(state, evaluation, withdraws: true) is { Length: > 0 } over ? [.. over] : null,
            MinimumDaysToComplete = step.MinimumDaysToComplete,
            ShortAbsenceDays = step.ShortAbsenceDays,
            Exempt = exempt,
            HiredOn = matches.Any(match => match.Terms.CountsFromHireDate || match.Terms.BeginsAgainWhenHiredAgain)
                ? learner.HiredOn
                : null,
            Orders = matches.Length == 0 ? null : Orders(state, evaluation),
        };
    }

    /// <summary>Version 1 of the semantics kept the latest fact alone: its first one is the date that the step before recorded.</summary>
    private static DateOnly ActiveSince(SourcesJudged? last, EvaluateRules evaluation)
    {
        var (learner, calendar) = (evaluation.Learner, evaluation.Calendar);
        if (learner.ActiveHistory.Since is { } since)
            return calendar.DateOf(since.HoldsFrom);
        if (last?.Active == learner.IsActive)
            return last.ActiveSince;
        return learner.ActiveState is { } state ? calendar.DateOf(state.At.HoldsFrom) : evaluation.Step.On;
    }

    /// <summary>The learner's completions of other activities that the matching rules count, as far as they are not recorded yet.</summary>
    public static IEnumerable<EnrollmentFact> CompletionsOfOthers(EnrollmentState state, EvaluateRules evaluation, SourcesJudged step) =>
        step
            .Matches.SelectMany(match => match.Terms.AlsoCompletedBy ?? [])
            .Distinct()
            .SelectMany(activity => evaluation.FactsOf(activity).Select(fact => OfOther(fact, activity, step)))
            .OfType<EnrollmentFact>()
            // What is left out must be known before the completions are.
            .OrderBy(fact => fact is CompletionRecorded)
            .Where(fact =>
                fact switch
                {
                    CompletionRecorded completion => state.Replay.Ledger.IsNews(completion),
                    CompletionRevoked revocation => state.Replay.Ledger.IsNews(revocation),
                    _ => false,
                }
            );

    /// <summary>Completions of other activities are not passed on further (semantics 11).</summary>
    private static EnrollmentFact? OfOther(EnrollmentFact fact, ActivityId activity, SourcesJudged step) =>
        fact switch
        {
            CompletionRecorded { Of: null } completion => completion with
            {
                Of = activity,
                Outcome = CompletionOutcome.NoPeriodWasCurrent,
                OrdersFromHandling = null,
            },
            CompletionRevoked { Of: null } revocation => revocation with
            {
                Of = activity,
                LeftOut = false,
                On = step.On,
                RolledOverTo = step.RolledOverTo,
            },
            _ => null,
        };

    /// <summary>The orders that concern the learner and were not carried out for them before (semantics 12).</summary>
    private static ValueList<OrderCarriedOut>? Orders(EnrollmentState state, EvaluateRules evaluation)
    {
        if (evaluation.Orders.Count == 0)
            return null;
        var known = state.Facts.OfType<SourcesJudged>().SelectMany(step => step.Orders ?? []).Select(order => order.Id).ToHashSet();
        var orders = evaluation
            .Orders.Where(order => !known.Contains(order.Id) && order.Audience.Includes(evaluation.Learner))
            .Select(order => order.CarryOut(evaluation.Step.On))
            .ToArray();
        return orders.Length == 0 ? null : [.. orders];
    }

    private static Match[] Matches(EvaluateRules evaluation) =>
        [
            .. evaluation
                .Rules.Where(rule => rule.ActivityId == evaluation.ActivityId)
                .Select(rule => rule.MatchFor(evaluation.Learner, evaluation.Step.On))
                .OfType<Match>()
                .OrderBy(match => match.RuleId.Value, StringComparer.Ordinal),
        ];

    /// <summary>The rules that were a source before and enroll nobody now.</summary>
    private static RuleId[] Over(EnrollmentState state, EvaluateRules evaluation, bool withdraws)
    {
        var none = evaluation
            .Rules.Where(rule =>
                rule.ActivityId == evaluation.ActivityId && rule.WithdrawsWhenOver == withdraws && rule.IsOver(evaluation.Step.On)
            )
            .Select(rule => rule.Id)
            .ToArray();
        if (none.Length == 0)
            return [];
        var known = state.Facts.OfType<SourcesJudged>().SelectMany(step => step.Matches).Select(match => match.RuleId).ToHashSet();
        return [.. none.Where(known.Contains).OrderBy(rule => rule.Value, StringComparer.Ordinal)];
    }
}
