using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>What a rule asks of a learner (semantics 3, "who matches"; 11).</summary>
public enum ConditionKind
{
    /// <summary>The rule enrolls anybody at all: its audience is not none, and its last day has not passed.</summary>
    EnrollsAnybody,

    /// <summary>The learner exists and is active.</summary>
    Active,

    /// <summary>The learner is in the audience.</summary>
    InAudience,

    /// <summary>The learner was hired later than the rule's date, where it has one.</summary>
    HiredLater,

    /// <summary>The rule's first day has come.</summary>
    InForce,

    /// <summary>The learner is in no group that the audience excepts.</summary>
    NotExcepted,

    /// <summary>The learner's hire date has come.</summary>
    HireDateCame,

    /// <summary>No exemption is in force. It is a condition only where one is (semantics 10).</summary>
    NotExempt,
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
        ConditionKind.InForce,
        ConditionKind.Active,
        ConditionKind.InAudience,
        ConditionKind.NotExcepted,
        ConditionKind.HiredLater,
        ConditionKind.HireDateCame,
    ];

    /// <summary>True when met, false when not, null while undecided.</summary>
    public bool? IsMet => Verdict is Verdict.HireDateUnknown ? null : Verdict is Verdict.Matches;

    /// <summary>Whether the rule has the condition at all.</summary>
    internal static bool IsAsked(ConditionKind kind, Rule rule) =>
        kind switch
        {
            ConditionKind.HiredLater => rule.HiredAfter is not null,
            ConditionKind.InForce => rule.ActiveFrom is not null,
            ConditionKind.NotExcepted => rule.Audience.Except is { Count: > 0 },
            ConditionKind.HireDateCame => rule.NotBeforeHireDate,
            _ => true,
        };

    internal static Verdict Judge(ConditionKind kind, Rule rule, Learner learner, DateOnly on) =>
        (kind, rule) switch
        {
            (ConditionKind.EnrollsAnybody, { Audience: Audience.None }) => Verdict.DoesNotAutoEnroll,
            (ConditionKind.EnrollsAnybody, _) when rule.IsOver(on) => Verdict.NoLongerInForce,
            (ConditionKind.InForce, _) when on < rule.ActiveFrom => Verdict.NotYetInForce,
            (ConditionKind.Active, _) when !learner.IsActive => Verdict.NotActive,
            (ConditionKind.InAudience, { Audience: Audience.None }) => Verdict.NotInAudience,
            (ConditionKind.InAudience, { Audience: Audience.Groups groups }) when !groups.Ids.Any(learner.IsIn) => Verdict.NotInAudience,
            (ConditionKind.NotExcepted, { Audience.Except: { } except }) when except.Any(learner.IsIn) => Verdict.Excepted,
            (ConditionKind.HiredLater, { HiredAfter: not null }) when learner.HiredOn is null => Verdict.HireDateUnknown,
            (ConditionKind.HiredLater, { HiredAfter: { } date }) when learner.HiredOn <= date => Verdict.HiredTooEarly,
            (ConditionKind.HireDateCame, { NotBeforeHireDate: true }) when learner.HiredOn > on => Verdict.HireDateToCome,
            _ => Verdict.Matches,
        };
}
