using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>Whether a rule matches a learner, and what differs from the last evaluation.</summary>
public static class VerdictText
{
    public const string NoRule = "No rule is about this activity.";

    public const string NotEvaluatedYet = "no night has evaluated the match yet; it takes effect with the next night";

    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Matches => "matches",
            Verdict.NotActive => "does not match: the learner is not active",
            Verdict.DoesNotAutoEnroll => "does not match: the rule enrolls nobody",
            Verdict.NotInAudience => "does not match: the learner is not in the audience",
            Verdict.HiredTooEarly => "does not match: the learner was hired too early",
            Verdict.HireDateUnknown => "undecided: the hire date is unknown",
            Verdict.NotYetInForce => "does not match: the rule is not in force yet",
            Verdict.NoLongerInForce => "does not match: the rule is no longer in force",
            Verdict.Excepted => "does not match: the learner is in an excluded group",
            Verdict.Exempt => "does not enroll the learner: an exemption is in force",
            Verdict.HireDateToCome => "does not match: the hire date has not come",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown verdict."),
        };

    public static string OtherVersion(int before, int now, DateOnly evaluatedOn) =>
        $"version {before} applied {When(evaluatedOn)}; version {now} takes effect with the next night";

    public static string MatchesNow(DateOnly evaluatedOn) =>
        $"the rule did not match {When(evaluatedOn)}; the match takes effect with the next night";

    public static string WasExempt(DateOnly evaluatedOn) =>
        $"an exemption was in force {When(evaluatedOn)}; the match takes effect with the next night";

    public static string MatchesNoLonger(int before, DateOnly evaluatedOn) =>
        $"version {before} matched {When(evaluatedOn)}; the next night takes the change into account";

    private static string When(DateOnly evaluatedOn) =>
        $"when the rules were last evaluated for this enrollment, on {ValueText.Date(evaluatedOn)}";
}
