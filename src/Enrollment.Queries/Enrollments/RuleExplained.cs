using System.Text.Json.Serialization;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording;

namespace Enrollment.Queries.Enrollments;

/// <summary>Whether a rule matched a learner on a date, condition by condition.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">The version in force on the date.</param>
/// <param name="SavedAt">When that version was saved.</param>
/// <param name="SavedBy">By whom, where known.</param>
/// <param name="Verdict">Of all conditions together.</param>
/// <param name="Conditions">Each by itself.</param>
/// <param name="Asks">Its terms in words.</param>
/// <param name="Reason">Its reason text.</param>
/// <param name="Note">Where the last run or join at once had seen something else: what the next night will do.</param>
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
    internal static RuleExplained Of(RuleSaved saved, Learner learner, EnrollmentState then, DateOnly on, BusinessCalendar calendar)
    {
        var rule = saved.Rule;
        var conditions = rule.Conditions(learner, on)
            .Select(condition => new ConditionExplained(
                condition.Kind,
                condition.IsMet,
                ConditionText.Asks(condition.Kind, rule),
                ConditionText.Value(condition.Kind, rule, learner, calendar)
            ));
        return new RuleExplained(
            rule.Id.Value,
            rule.Version,
            saved.Stamp.OccurredAt,
            saved.SavedBy,
            rule.Judge(learner, on),
            [.. conditions],
            TermsText.Of(rule.Terms),
            rule.Reason,
            NoteOf(rule.MatchFor(learner, on), rule.Id, then)
        );
    }

    private static string? NoteOf(Match? match, Domain.RuleId rule, EnrollmentState then)
    {
        var seen = then.LastJudged?.Matches.FirstOrDefault(seen => seen.RuleId == rule);
        var last = then.LastJudged is { } step ? $"when rules were last judged for this enrollment, on {step.On:yyyy-MM-dd}" : "";
        return (match, seen) switch
        {
            ({ } now, { } before) when !now.AsksTheSameAs(before) =>
                $"version {before.Version} held {last}; version {now.Version} takes effect with the next night",
            ({ }, null) when then.LastJudged is null => "no night has seen the match yet: it takes effect with the next one",
            ({ }, null) => $"did not match {last}: takes effect with the next night",
            (null, { } before) when then.LastJudged is { Active: true } =>
                $"version {before.Version} still matched {last}: the next night takes that into account",
            _ => null,
        };
    }
}

/// <summary>One condition of a rule.</summary>
/// <param name="Condition">Which one.</param>
/// <param name="IsMet">True, false, or null while undecided.</param>
/// <param name="Asks">What it asks.</param>
/// <param name="Value">The value it was judged on.</param>
public sealed record ConditionExplained(
    ConditionKind Condition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? IsMet,
    string Asks,
    string Value
);
