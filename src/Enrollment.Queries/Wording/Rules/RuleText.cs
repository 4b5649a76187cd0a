using Enrollment.Domain;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>One field of a rule that differs between two saves, in words.</summary>
public sealed record RuleDifference(string Field, string Before, string After);

/// <summary>A rule in words: as a clause, and field by field.</summary>
public static class RuleText
{
    /// <summary>A version of a rule and how it matched the learner.</summary>
    public static string Matched(RuleId rule, int version, IReadOnlyList<GroupId>? groups, string? reason = null) =>
        $"rule {rule} version {version}, {AudienceText.Matched(groups)}{(reason is null ? "" : $": {reason}")}";

    public static string Matched(IReadOnlyList<(RuleId Rule, int Version, IReadOnlyList<GroupId>? Groups)> rules) =>
        rules.Count == 0 ? "no rule" : string.Join("; ", rules.Select(rule => Matched(rule.Rule, rule.Version, rule.Groups)));

    /// <summary>The fields whose words differ.</summary>
    public static IReadOnlyList<RuleDifference> Differences(Rule before, Rule after) =>
        [
            .. Fields(before)
                .Zip(Fields(after), (old, now) => new RuleDifference(old.Field, old.Words, now.Words))
                .Where(field => field.Before != field.After),
        ];

    /// <summary>When the rule enrolls anybody, and whether it waits for hire dates; empty where it says neither.</summary>
    public static string Validity(Rule rule)
    {
        var from = rule.ActiveFrom is { } first ? $", active from {ValueText.Date(first)}" : "";
        var until = rule.ActiveUntil is { } last ? $", active until {ValueText.Date(last)}" : "";
        var over = rule.WithdrawsWhenOver ? $", when it is over {WhenOver(withdraws: true)}" : "";
        return from + until + over + (rule.NotBeforeHireDate ? ", does not match before the hire date" : "");
    }

    /// <summary>All fields, in the order of the contract.</summary>
    public static IEnumerable<(string Field, string Words)> Fields(Rule rule)
    {
        var terms = rule.Terms;
        yield return ("activity", rule.ActivityId.Value);
        yield return ("audience", AudienceText.Of(rule.Audience));
        yield return ("hired after", rule.HiredAfter is { } date ? ValueText.Date(date) : "any hire date");
        yield return ("reason", rule.Reason ?? "none");
        yield return ("requirement", TermsText.Of(terms.Requirement));
        yield return ("recurrence", TermsText.Of(terms.Recurrence));
        yield return ("due", TermsText.Due(terms));
        yield return ("first due", terms.InitialDue is { } initial ? TermsText.Of(initial) : "the same as due");
        yield return ("visible", TermsText.Visible(terms.DaysBeforeDue));
        yield return ("prior completions", TermsText.PriorCompletions(terms.PriorCompletions));
        yield return ("active from", rule.ActiveFrom is { } first ? ValueText.Date(first) : "no first day");
        yield return ("active until", rule.ActiveUntil is { } last ? ValueText.Date(last) : "no last day");
        yield return ("when over", WhenOver(rule.WithdrawsWhenOver));
        yield return ("before the hire date", rule.NotBeforeHireDate ? "does not match" : "matches");
        yield return ("also completed by", TermsText.AlsoCompletedBy(terms.AlsoCompletedBy));
        yield return ("hired again", TermsText.HiredAgain(terms.BeginsAgainWhenHiredAgain));
        yield return ("reminders", TermsText.Reminders(terms.Reminders));
    }

    private static string WhenOver(bool withdraws) => withdraws ? "open periods are withdrawn" : "open periods stay";
}
