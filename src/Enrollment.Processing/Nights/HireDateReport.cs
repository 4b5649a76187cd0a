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
        if (learner.HiredOn is not null)
            return;
        foreach (var rule in rules.Where(rule => activities.Contains(rule.ActivityId)))
            Add(learner.Id, rule, rule.Judge(learner, on));
    }

    private void Add(LearnerId learner, Rule rule, Verdict verdict)
    {
        if (verdict is Verdict.HireDateUnknown)
        {
            Undecided.Add((learner, rule.Id));
            EnrollmentMetrics.HireDateUnknown();
            log.LogInformation("Learner {LearnerId} is undecided for rule {RuleId}: hire date unknown", learner, rule.Id);
        }
        else if (verdict is Verdict.Matches && rule.Terms.CountsFromHireDate)
        {
            DueWithoutHireDate.Add((learner, rule.Id));
            EnrollmentMetrics.DueWithoutHireDate();
            log.LogInformation(
                "Learner {LearnerId} has no due date from the hire date by rule {RuleId}: hire date unknown, so it counts from the "
                    + "eligibility date",
                learner,
                rule.Id
            );
        }
    }
}
