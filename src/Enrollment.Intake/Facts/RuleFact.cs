using Enrollment.Contracts;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>
/// Reads a saved rule. A part that cannot be read is null or has a default value, so that <see cref="RuleProblems"/> checks the other parts
/// and the publisher gets every problem at once.
/// </summary>
internal static class RuleFact
{
    private static readonly AllowedValues AudienceKinds = new("none", "entireCompany", "groups");
    private static readonly AllowedValues RecurrenceKinds = new("oneTime", "annual", "custom");
    private static readonly AllowedValues DueKinds = new("within", "on", "eachYearOn");
    private static readonly AllowedValues PriorCompletionKinds = new("honor", "ignore", "lookBackDays");

    public static Fact Saved(FactBodyReader body)
    {
        var rule = body.Members;
        var recurrence = ReadRecurrence(rule.Required("recurrence").Object());
        return new AutoEnrollmentRuleSaved
        {
            MessageId = body.MessageId,
            OccurredAt = body.OccurredAt,
            SavedBy = rule.Nullable("savedBy").Id(),
            RuleId = rule.Required("ruleId").Id() ?? "",
            ActivityId = rule.Required("activityId").Id() ?? "",
            Version = rule.Required("version").WholeNumber() ?? 1,
            Audience = ReadAudience(rule.Required("audience").Object()),
            HiredAfter = rule.Nullable("hiredAfter").Date(),
            Reason = rule.Nullable("reason").Text(),
            Requirement = rule.Required("requirement").Word<Requirement>().GetValueOrDefault(),
            Recurrence = recurrence!,
            Due = ReadDue(rule, "due", unreadable: recurrence is Recurrence.Annual ? new Due.EachYearOn("01-01") : new Due.Within(0)),
            InitialDue = ReadDue(rule, "initialDue", unreadable: new Due.Within(0)),
            EnrolledOnDaysBeforeDue = rule.Nullable("enrolledOnDaysBeforeDue").WholeNumber(),
            PriorCompletions = ReadPriorCompletions(rule),
            ActiveFrom = rule.Nullable("activeFrom").Date(),
            ActiveUntil = rule.Nullable("activeUntil").Date(),
            WhenOver = rule.Nullable("whenOver").Word<WhenOver>().GetValueOrDefault(),
            NotBeforeHireDate = rule.Nullable("notBeforeHireDate").Flag() ?? false,
            AlsoCompletedBy = rule.Nullable("alsoCompletedBy").Ids(),
            WhenHiredAgain = rule.Nullable("whenHiredAgain").Word<WhenHiredAgain>().GetValueOrDefault(),
            Reminders = ReadReminders(rule.Nullable("reminders").Object()),
        };
    }

    private static Reminders? ReadReminders(JsonObjectReader? reminders) =>
        reminders is null
            ? null
            : new Reminders
            {
                DaysBeforeDue = reminders.Nullable("daysBeforeDue").WholeNumbers() ?? [],
                OverdueEveryDays = reminders.Nullable("overdueEveryDays").WholeNumber(),
            };

    private static Audience ReadAudience(JsonObjectReader? audience) =>
        audience?.Required("kind").OneOf(AudienceKinds) switch
        {
            "none" => new Audience.None(),
            "entireCompany" => new Audience.EntireCompany { ExceptGroupIds = ExceptGroupIds(audience) },
            "groups" when audience.Required("groupIds").Ids() is { } groupIds => new Audience.Groups(groupIds)
            {
                ExceptGroupIds = ExceptGroupIds(audience),
            },
            _ => null!,
        };

    private static IReadOnlyList<string>? ExceptGroupIds(JsonObjectReader audience) => audience.Nullable("exceptGroupIds").Ids();

    private static Recurrence? ReadRecurrence(JsonObjectReader? recurrence) =>
        recurrence?.Required("kind").OneOf(RecurrenceKinds) switch
        {
            "oneTime" => new Recurrence.OneTime(),
            "annual" => new Recurrence.Annual(ReadInterval(recurrence.Nullable("minimumGap"))),
            "custom" => new Recurrence.Custom(
                ReadInterval(recurrence.Required("every"))!,
                recurrence.Optional("anchor").Word<Anchor>() ?? Anchor.Completion
            ),
            _ => null,
        };

    private static Interval? ReadInterval(JsonMember member)
    {
        var interval = member.Object();
        var count = interval?.Required("count").WholeNumber();
        var unit = interval?.Required("unit").Word<IntervalUnit>();
        return count is { } n && (n < 1 || unit is not null) ? new Interval(n, unit.GetValueOrDefault()) : null;
    }

    internal static Due? ReadDue(JsonObjectReader rule, string name, Due unreadable)
    {
        if (rule.IsAbsent(name))
            return null;
        var due = rule.Optional(name).Object();
        return due?.Required("kind").OneOf(DueKinds) switch
        {
            "within" => new Due.Within(due.Required("days").WholeNumber() ?? 0)
            {
                From = due.Nullable("from").Word<DueFrom>().GetValueOrDefault(),
            },
            "on" => new Due.On(due.Required("date").Date().GetValueOrDefault()),
            "eachYearOn" => new Due.EachYearOn(due.Required("monthDay").MonthDay()!),
            _ => unreadable,
        };
    }

    private static PriorCompletions ReadPriorCompletions(JsonObjectReader rule)
    {
        var prior = rule.Optional("priorCompletions").Object();
        return prior?.Required("kind").OneOf(PriorCompletionKinds) switch
        {
            "ignore" => new PriorCompletions.Ignore(),
            "lookBackDays" => new PriorCompletions.LookBackDays(prior.Required("days").WholeNumber() ?? 0),
            _ => new PriorCompletions.Honor(),
        };
    }
}
