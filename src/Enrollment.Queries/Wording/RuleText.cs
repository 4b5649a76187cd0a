using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording;

/// <summary>One field of a rule that differs between two saves, in words.</summary>
public sealed record RuleDifference(string Field, string Before, string After);

/// <summary>A rule field by field, for somebody who knows rules but not their JSON.</summary>
public static class RuleText
{
    /// <summary>The fields whose words differ.</summary>
    public static IReadOnlyList<RuleDifference> Differences(Rule before, Rule after) =>
        [
            .. Fields(before)
                .Zip(Fields(after), (old, now) => new RuleDifference(old.Field, old.Words, now.Words))
                .Where(field => field.Before != field.After),
        ];

    /// <summary>All fields, in the order of the contract.</summary>
    public static IEnumerable<(string Field, string Words)> Fields(Rule rule)
    {
        var terms = rule.Terms;
        yield return ("activity", rule.ActivityId.Value);
        yield return ("audience", Audience(rule.Audience));
        yield return ("hired after", rule.HiredAfter is { } date ? $"{date:yyyy-MM-dd}" : "any date of hire");
        yield return ("reason", rule.Reason ?? "none");
        yield return ("requirement", TermsText.Of(terms.Requirement));
        yield return ("recurrence", Recurrence(terms.Recurrence));
        yield return ("due", Due(terms.Due));
        yield return ("first due", terms.InitialDue is null ? "as due" : Due(terms.InitialDue));
        yield return ("visible", terms.DaysBeforeDue is { } days ? $"{days} days before the due date" : "at once");
        yield return ("prior completions", Prior(terms.PriorCompletions));
    }

    private static string Audience(Audience audience) =>
        audience switch
        {
            Domain.Rules.Audience.EntireCompany => "the entire company",
            Domain.Rules.Audience.Groups groups =>
                $"members of {string.Join(", ", groups.Ids.Select(id => id.Value).Order(StringComparer.Ordinal))}",
            _ => "nobody (does not auto enroll)",
        };

    private static string Recurrence(Recurrence recurrence) =>
        recurrence switch
        {
            Domain.Rules.Recurrence.Annual { MinimumGap: { } gap } => $"annual, at least {TermsText.Of(gap)} after a completion",
            Domain.Rules.Recurrence.Annual => "annual",
            Domain.Rules.Recurrence.Custom custom => $"every {TermsText.Of(custom.Every)}, "
                + $"counted from {(custom.FromPreviousDue ? "the previous due date" : "the completion")}",
            _ => "once",
        };

    private static string Due(Due? due) =>
        due switch
        {
            Domain.Rules.Due.Within within => $"within {within.Days} days",
            Domain.Rules.Due.On on => $"on {on.Date:yyyy-MM-dd}",
            Domain.Rules.Due.EachYearOn each => $"each year on {each.Month:00}-{each.Day:00}",
            _ => "none",
        };

    private static string Prior(PriorCompletions? prior) =>
        prior switch
        {
            PriorCompletions.Ignore => "do not count",
            PriorCompletions.LookBackDays back => $"count when not older than {back.Days} days",
            _ => "count where they still hold",
        };
}
