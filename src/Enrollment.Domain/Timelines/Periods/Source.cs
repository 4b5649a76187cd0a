using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>One live reason why a learner is enrolled: a rule that matches since date e (semantics 1).</summary>
internal sealed record Source(Match Match, DateOnly EligibleFrom)
{
    public RuleId RuleId => Match.RuleId;

    public Terms Terms => Match.Terms;

    public bool IsRequired => Terms.Requirement is Requirement.Required;
}
