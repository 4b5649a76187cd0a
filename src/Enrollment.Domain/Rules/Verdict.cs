namespace Enrollment.Domain.Rules;

/// <summary>Whether a rule matches a learner, and why (semantics 3, "who matches").</summary>
public enum Verdict
{
    /// <summary>All conditions hold.</summary>
    Matches,

    /// <summary>The learner does not exist yet or is not active.</summary>
    NotActive,

    /// <summary>The audience is none: the rule enrolls nobody.</summary>
    DoesNotAutoEnroll,

    /// <summary>Not a member of any group of the audience.</summary>
    NotInAudience,

    /// <summary>Hired on or before the rule's date.</summary>
    HiredTooEarly,

    /// <summary>Undecided: hire date unknown.</summary>
    HireDateUnknown,

    /// <summary>The rule's first day has not come yet (semantics 11).</summary>
    NotYetInForce,

    /// <summary>The rule's last day has passed (semantics 11).</summary>
    NoLongerInForce,

    /// <summary>A member of a group that the audience excepts (semantics 11).</summary>
    Excepted,

    /// <summary>The learner's hire date has not come yet (semantics 11).</summary>
    HireDateToCome,

    /// <summary>An exemption is in force: no rule for the activity is a source (semantics 10).</summary>
    Exempt,
}

/// <summary>What a rule does without the hire date that it asks for. Both are reported (semantics 3, 11).</summary>
public enum UnknownHireDate
{
    /// <summary>The rule asks who was hired after a date: it does not match, and is undecided.</summary>
    Undecided,

    /// <summary>A due date counts from the hire date: it counts from the eligibility date instead.</summary>
    CountsFromEligibility,
}
