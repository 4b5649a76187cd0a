using System.Globalization;
using Enrollment.Contracts;
using Enrollment.Domain;
using Core = Enrollment.Domain.Rules;

namespace Enrollment.Intake.Mapping;

/// <summary>Converts the contract of a saved rule to the core's types. Validation has checked its shape.</summary>
public static class SavedRules
{
    public static Core.RuleSaved ToDomain(this AutoEnrollmentRuleSaved fact) =>
        new(
            fact.Stamp(),
            new Core.Rule(
                new RuleId(fact.RuleId),
                new ActivityId(fact.ActivityId),
                fact.Version,
                AudienceOf(fact),
                fact.HiredAfter,
                fact.Reason,
                TermsOf(fact)
            )
            {
                ActiveFrom = fact.ActiveFrom,
                ActiveUntil = fact.ActiveUntil,
                WithdrawsWhenOver = fact.WhenOver is WhenOver.Withdraw,
                NotBeforeHireDate = fact.NotBeforeHireDate,
            },
            fact.SavedBy
        );

    private static Core.Terms TermsOf(AutoEnrollmentRuleSaved fact) =>
        new(
            RequirementOf(fact.Requirement),
            RecurrenceOf(fact.Recurrence),
            DueOf(fact.Due),
            DueOf(fact.InitialDue),
            fact.EnrolledOnDaysBeforeDue,
            PriorOf(fact.PriorCompletions)
        )
        {
            AlsoCompletedBy = fact.AlsoCompletedBy is { Count: > 0 } others
                ? [.. AsSet(others).Where(id => id != fact.ActivityId).Select(id => new ActivityId(id))]
                : null,
            BeginsAgainWhenHiredAgain = fact.WhenHiredAgain is WhenHiredAgain.Again,
            Reminders = fact.Reminders is { } reminders
                ? new Core.ReminderTerms([.. reminders.DaysBeforeDue.Distinct().Order()], reminders.OverdueEveryDays)
                : null,
        };

    private static Core.Audience AudienceOf(AutoEnrollmentRuleSaved fact) =>
        fact.Audience switch
        {
            Contracts.Audience.EntireCompany company => new Core.Audience.EntireCompany { Except = ExceptOf(company.ExceptGroupIds) },
            Contracts.Audience.Groups groups => new Core.Audience.Groups([.. groups.GroupIds.Select(id => new GroupId(id))])
            {
                Except = ExceptOf(groups.ExceptGroupIds),
            },
            _ => new Core.Audience.None(),
        };

    private static ValueList<GroupId>? ExceptOf(IReadOnlyList<string>? ids) =>
        ids is { Count: > 0 } ? [.. AsSet(ids).Select(id => new GroupId(id))] : null;

    /// <summary>Their order says nothing, so that two versions that differ in it are the same.</summary>
    private static IEnumerable<string> AsSet(IEnumerable<string> ids) => ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Core.Recurrence RecurrenceOf(Contracts.Recurrence recurrence) =>
        recurrence switch
        {
            Contracts.Recurrence.Annual annual => new Core.Recurrence.Annual(IntervalOf(annual.MinimumGap)),
            Contracts.Recurrence.Custom custom => new Core.Recurrence.Custom(
                IntervalOf(custom.Every)!,
                custom.Anchor is Anchor.PreviousDue
            ),
            _ => new Core.Recurrence.OneTime(),
        };

    private static Core.Interval? IntervalOf(Contracts.Interval? interval) =>
        interval is null ? null : new Core.Interval(interval.Count, UnitOf(interval.Unit));

    private static Core.Requirement RequirementOf(Requirement requirement) =>
        requirement switch
        {
            Requirement.Required => Core.Requirement.Required,
            Requirement.Recommended => Core.Requirement.Recommended,
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Unknown requirement."),
        };

    private static Core.IntervalUnit UnitOf(IntervalUnit unit) =>
        unit switch
        {
            IntervalUnit.Days => Core.IntervalUnit.Days,
            IntervalUnit.Weeks => Core.IntervalUnit.Weeks,
            IntervalUnit.Months => Core.IntervalUnit.Months,
            IntervalUnit.Years => Core.IntervalUnit.Years,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
        };

    internal static Core.Due? DueOf(Contracts.Due? due) =>
        due switch
        {
            Contracts.Due.Within within => new Core.Due.Within(within.Days) { FromHireDate = within.From is DueFrom.HireDate },
            Contracts.Due.On on => new Core.Due.On(on.Date),
            Contracts.Due.EachYearOn each => new Core.Due.EachYearOn(
                int.Parse(each.MonthDay.AsSpan(0, 2), CultureInfo.InvariantCulture),
                int.Parse(each.MonthDay.AsSpan(3, 2), CultureInfo.InvariantCulture)
            ),
            _ => null,
        };

    private static Core.PriorCompletions PriorOf(Contracts.PriorCompletions prior) =>
        prior switch
        {
            Contracts.PriorCompletions.Ignore => new Core.PriorCompletions.Ignore(),
            Contracts.PriorCompletions.LookBackDays back => new Core.PriorCompletions.LookBackDays(back.Days),
            _ => new Core.PriorCompletions.Honor(),
        };
}
