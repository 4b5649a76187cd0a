using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What an evaluation of the rules found, and what it carried out.</summary>
internal static class EvaluationText
{
    public static string What(SourcesJudged judged)
    {
        var step = judged.InRun ? "Rules evaluated by the night" : "Rules evaluated at once";
        if (judged.Exempt)
            return judged.InRun ? $"{step}: an exemption is in force, so no rule enrolls the learner" : CameIntoForce;
        if (!judged.Active)
            return $"{step}: the learner has been inactive since {ValueText.Date(judged.ActiveSince)}";
        return judged.Matches.Count == 0
            ? $"{step}: no rule matches the learner"
            : $"{step}, matching: {RuleText.Matched([.. judged.Matches.Select(match => (match.RuleId, match.Version, match.Groups))])}";
    }

    public static IEnumerable<string> Why(SourcesJudged judged)
    {
        if (judged.EligibleFrom != judged.On)
            yield return $"rules that match for the first time count from {ValueText.Date(judged.EligibleFrom)}, the date of the message";
        if (judged.HiredOn is { } hired)
            yield return $"the hire date is {ValueText.Date(hired)}";
        else if (judged.Matches.Any(match => match.Terms.CountsFromHireDate))
            yield return TermsText.HireDateUnknown;
        foreach (var rule in judged.Withdrawing ?? [])
            yield return $"rule {rule} is over: its open periods are withdrawn";
        foreach (var order in judged.Orders ?? [])
            yield return $"{DecisionText.Of(order)}, due {ValueText.Date(order.Due)}";
    }

    private const string CameIntoForce = "An exemption came into force: no rule enrolls the learner";
}
