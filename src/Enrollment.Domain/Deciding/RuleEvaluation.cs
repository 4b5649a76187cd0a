using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>Evaluates the rules for an activity against a learner.</summary>
internal static class RuleEvaluation
{
    /// <summary>What the step sees.</summary>
    public static SourcesJudged Evaluate(EnrollmentState state, EvaluateRules evaluation)
    {
        var (learner, calendar, step) = (evaluation.Learner, evaluation.Calendar, evaluation.Step);
        return new SourcesJudged
        {
            Cause = step.Cause,
            On = step.On,
            EligibleFrom = step.EligibleFrom,
            InRun = step.InRun,
            Instant = step.Instant,
            RolledOverTo = step.RolledOverTo,
            Active = learner.IsActive,
            ActiveSince = learner.ActiveState is { } active ? calendar.DateOf(active.At.OccurredAt) : step.On,
            Matches = Matches(evaluation),
            NotAutoEnrolling = learner.IsActive ? NotAutoEnrolling(state, evaluation) : [],
            MinimumDaysToComplete = step.MinimumDaysToComplete,
        };
    }

    private static Match[] Matches(EvaluateRules evaluation) =>
        [
            .. evaluation
                .Rules.Where(rule => rule.ActivityId == evaluation.ActivityId)
                .Select(rule => rule.MatchFor(evaluation.Learner))
                .OfType<Match>()
                .OrderBy(match => match.RuleId.Value, StringComparer.Ordinal),
        ];

    /// <summary>The rules that were a source before and whose audience is none now.</summary>
    private static RuleId[] NotAutoEnrolling(EnrollmentState state, EvaluateRules evaluation)
    {
        var none = evaluation
            .Rules.Where(rule => rule.ActivityId == evaluation.ActivityId && rule.Audience is Audience.None)
            .Select(rule => rule.Id)
            .ToArray();
        if (none.Length == 0)
            return [];
        var known = state.Facts.OfType<SourcesJudged>().SelectMany(step => step.Matches).Select(match => match.RuleId).ToHashSet();
        return [.. none.Where(known.Contains).OrderBy(rule => rule.Value, StringComparer.Ordinal)];
    }
}
