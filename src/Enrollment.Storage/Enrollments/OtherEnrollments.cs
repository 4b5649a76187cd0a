using Enrollment.Domain.Deciding;
using Enrollment.Domain.Rules;

namespace Enrollment.Storage.Enrollments;

/// <summary>The learner's enrollments in other activities whose completions rules count for one (semantics 11).</summary>
public static class OtherEnrollments
{
    /// <summary>The enrollments that a step of this one has to read.</summary>
    public static IEnumerable<EnrollmentKey> CountedFor(EnrollmentKey key, IEnumerable<Rule> rules) =>
        rules
            .Where(rule => rule.ActivityId == key.Activity)
            .SelectMany(rule => rule.Terms.AlsoCompletedBy ?? [])
            .Distinct()
            .Select(other => key with { Activity = other });

    /// <summary>The step with the completions of the other enrollments.</summary>
    public static EvaluateRules WithCompletionsOf(this EvaluateRules evaluation, Func<EnrollmentKey, EnrollmentState> stateOf) =>
        evaluation with
        {
            FactsOf = other => stateOf(new EnrollmentKey(other, evaluation.Learner.Id)).Facts,
        };
}
