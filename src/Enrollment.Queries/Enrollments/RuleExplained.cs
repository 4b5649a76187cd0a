using System.Text.Json.Serialization;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Queries.Enrollments;

/// <summary>Whether a rule matched a learner on a date, condition by condition.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">The version in force on the date.</param>
/// <param name="SavedAt">When that version was saved.</param>
/// <param name="SavedBy">By whom, where known.</param>
/// <param name="Verdict">The result of all conditions.</param>
/// <param name="Conditions">Each condition.</param>
/// <param name="Asks">Its terms.</param>
/// <param name="Reason">Its reason text.</param>
/// <param name="Note">An unknown hire date that dates would count from, and what the next night will change; null for neither.</param>
public sealed record RuleExplained(
    string RuleId,
    int Version,
    DateTimeOffset SavedAt,
    string? SavedBy,
    Verdict Verdict,
    IReadOnlyList<ConditionExplained> Conditions,
    string Asks,
    string? Reason,
    string? Note
)
{
    internal static RuleExplained Of(
        RuleSaved saved,
        Learner learner,
        EnrollmentState then,
        IReadOnlyList<ExemptionRecorded> exemptions,
        DateOnly on,
        BusinessCalendar calendar
    )
    {
        var rule = saved.Rule;
        var conditions = rule.Conditions(learner, on, exemptions.Count > 0);
        var explained = conditions.Select(condition => new ConditionExplained(
            condition.Kind,
            condition.IsMet,
            RuleConditionText.Requires(condition.Kind, rule),
            RuleConditionText.Value(condition.Kind, rule, learner, exemptions, on, calendar)
        ));
        return new RuleExplained(
            rule.Id.Value,
            rule.Version,
            saved.Stamp.OccurredAt,
            saved.SavedBy,
            conditions.Select(condition => condition.Verdict).FirstOrDefault(verdict => verdict is not Verdict.Matches, Verdict.Matches),
            [.. explained],
            TermsText.Of(rule.Terms),
            rule.Reason,
            NoteOf(rule, learner, then, exemptions.Count > 0 ? null : rule.MatchFor(learner, on))
        );
    }

    private static string? NoteOf(Rule rule, Learner learner, EnrollmentState then, Match? match)
    {
        string?[] notes =
        [
            rule.Terms.CountsFromHireDate && learner.HiredOn is null ? TermsText.HireDateUnknown : null,
            ChangeOf(match, rule.Id, then),
        ];
        return ValueText.List(notes.OfType<string>(), "; ") is { Length: > 0 } all ? all : null;
    }

    private static string? ChangeOf(Match? match, Domain.RuleId rule, EnrollmentState then)
    {
        var last = then.LastJudged;
        return (match, last, last?.Matches.FirstOrDefault(seen => seen.RuleId == rule)) switch
        {
            ({ } now, { } step, { } before) when !now.AsksTheSameAs(before) => VerdictText.OtherVersion(
                before.Version,
                now.Version,
                step.On
            ),
            ({ }, null, _) => VerdictText.NotEvaluatedYet,
            ({ }, { Exempt: true } step, null) => VerdictText.WasExempt(step.On),
            ({ }, { } step, null) => VerdictText.MatchesNow(step.On),
            (null, { Active: true } step, { } before) => VerdictText.MatchesNoLonger(before.Version, step.On),
            _ => null,
        };
    }
}

/// <summary>One condition of a rule.</summary>
/// <param name="Condition">Which one.</param>
/// <param name="IsMet">True, false, or null while undecided.</param>
/// <param name="Asks">What it requires.</param>
/// <param name="Value">The value that it was evaluated on.</param>
public sealed record ConditionExplained(
    ConditionKind Condition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? IsMet,
    string Asks,
    string Value
);
