using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>Why a rule cannot be saved although it is well formed: the members of semantics 11.</summary>
internal static class RuleExtensionProblems
{
    private const int MostActivities = 20;

    public static IEnumerable<Problem> In(AutoEnrollmentRuleSaved rule)
    {
        if (rule.ActiveUntil < rule.ActiveFrom)
            yield return new("$.activeUntil", $"is {rule.ActiveUntil:yyyy-MM-dd}; expected no date before activeFrom");
        if (rule.AlsoCompletedBy is { Count: > MostActivities } activities)
            yield return new("$.alsoCompletedBy", $"has {activities.Count} activity ids; expected at most {MostActivities}");
        if (rule.Reminders?.OverdueEveryDays is < 1 or > RuleProblems.MostDays)
            yield return new(
                "$.reminders.overdueEveryDays",
                $"is {rule.Reminders.OverdueEveryDays}; expected a whole number of days from 1 to {RuleProblems.MostDays}"
            );
        for (var i = 0; i < (rule.Reminders?.DaysBeforeDue.Count ?? 0); i++)
            if (rule.Reminders!.DaysBeforeDue[i] is < 0 or > RuleProblems.MostDays)
                yield return new($"$.reminders.daysBeforeDue[{i}]", RuleProblems.DaysExpected(rule.Reminders.DaysBeforeDue[i]));
    }
}
