using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>One live reason why a learner is enrolled: a rule that matches since date e (semantics 1).</summary>
internal sealed record Source(Match Match, DateOnly EligibleFrom)
{
    /// <summary>The learner's hire date, where a due date of the rule counts from it (semantics 11).</summary>
    public DateOnly? HiredOn { get; init; }

    public RuleId RuleId => Match.RuleId;

    public Terms Terms => Match.Terms;

    public bool IsRequired => Terms.Requirement is Requirement.Required;

    /// <summary>The source gives the same as the other does.</summary>
    public bool AsksTheSameAs(Source other) => Match.AsksTheSameAs(other.Match) && HiredOn == other.HiredOn;
}
