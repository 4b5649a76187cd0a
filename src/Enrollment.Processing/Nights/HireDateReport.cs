using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Nights;

/// <summary>Reports what an unknown hire date leaves open. It never passes silently (semantics 3, 11).</summary>
internal sealed class HireDateReport(IReadOnlyCollection<Rule> rules, DateOnly on, ILogger log)
{
    /// <summary>The learners whom a rule cannot be decided for.</summary>
    public List<(LearnerId Learner, RuleId Rule)> Undecided { get; } = [];

    /// <summary>The learners whose due date should count from their hire date, and counts from the day they matched.</summary>
    public List<(LearnerId Learner, RuleId Rule)> DueWithoutHireDate { get; } = [];

    /// <summary>For each rule of the evaluated activities.</summary>
    public void Add(Learner learner, IReadOnlyCollection<ActivityId> activities)
    {
        foreach (var rule in rules.Where(rule => activities.Contains(rule.ActivityId)))
            if (rule.WithoutHireDate(learner, on) is { } without)
                Add(learner.Id, rule.Id, without);
    }

    private void Add(LearnerId learner, RuleId rule, UnknownHireDate without)
    {
        if (without is UnknownHireDate.Undecided)
        {
            Undecided.Add((learner, rule));
            EnrollmentMetrics.HireDateUnknown();
            log.LogInformation("Learner {LearnerId} is undecided for rule {RuleId}: hire date unknown", learner, rule);
            return;
        }

        DueWithoutHireDate.Add((learner, rule));
        EnrollmentMetrics.DueWithoutHireDate();
        log.LogInformation(
            "The due date of learner {LearnerId} by rule {RuleId} counts from the eligibility date: hire date unknown",
            learner,
            rule
        );
    }
}
