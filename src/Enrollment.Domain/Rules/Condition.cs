using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>What a rule asks of a learner (semantics 3, "who matches").</summary>
public enum ConditionKind
{
    /// <summary>The rule enrolls anybody at all: its audience is not none.</summary>
    EnrollsAnybody,

    /// <summary>The learner exists and is active.</summary>
    Active,

    /// <summary>The learner is in the audience.</summary>
    InAudience,

    /// <summary>The learner was hired later than the rule's date, where it has one.</summary>
    HiredLater,
}

/// <summary>One condition of a rule, evaluated for one learner.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Verdict"><see cref="Verdict.Matches"/> where it is met; otherwise what is in the way.</param>
public sealed record Condition(ConditionKind Kind, Verdict Verdict)
{
    /// <summary>The order in which they decide: the first that is not met gives the rule's verdict.</summary>
    internal static readonly ConditionKind[] Order =
    [
        ConditionKind.EnrollsAnybody,
        ConditionKind.Active,
        ConditionKind.InAudience,
        ConditionKind.HiredLater,
    ];

    /// <summary>True when met, false when not, null while undecided.</summary>
    public bool? IsMet => Verdict is Verdict.HireDateUnknown ? null : Verdict is Verdict.Matches;

    internal static Verdict Judge(ConditionKind kind, Rule rule, Learner learner) =>
        (kind, rule) switch
        {
            (ConditionKind.EnrollsAnybody, { Audience: Audience.None }) => Verdict.DoesNotAutoEnroll,
            (ConditionKind.Active, _) when !learner.IsActive => Verdict.NotActive,
            (ConditionKind.InAudience, { Audience: Audience.None }) => Verdict.NotInAudience,
            (ConditionKind.InAudience, { Audience: Audience.Groups groups }) when !groups.Ids.Any(learner.IsIn) => Verdict.NotInAudience,
            (ConditionKind.HiredLater, { HiredAfter: not null }) when learner.HiredOn is null => Verdict.HireDateUnknown,
            (ConditionKind.HiredLater, { HiredAfter: { } date }) when learner.HiredOn <= date => Verdict.HiredTooEarly,
            _ => Verdict.Matches,
        };
}
