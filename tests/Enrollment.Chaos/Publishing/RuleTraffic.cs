using System.Globalization;
using Enrollment.Contracts;

namespace Enrollment.Chaos.Publishing;

/// <summary>Saves of a few rules, with everything that a rule can say.</summary>
internal sealed class RuleTraffic(Random random, Func<string> nextId)
{
    public const int Rules = 6;

    private readonly int[] _versions = new int[Rules];

    public Message Next(int number, Audience audience, DateTimeOffset at)
    {
        var version = ++_versions[number];
        var (activity, today) = (TrafficGenerator.Activity(number), VirtualClock.Calendar.DateOf(at));
        var activeFrom = Rarely(today.AddDays(random.Next(20) - 10));
        return Message.Of(
            new AutoEnrollmentRuleSaved
            {
                MessageId = nextId(),
                OccurredAt = at,
                SavedBy = "chaos",
                RuleId = $"rule-{number}",
                ActivityId = activity,
                Version = version,
                Audience = audience,
                Requirement = random.Next(4) == 0 ? Requirement.Recommended : Requirement.Required,
                HiredAfter = random.Next(3) == 0 ? TrafficGenerator.Hired(random) : null,
                Recurrence = RecurrenceOf(number),
                Due = DueOf(number),
                Reason = $"version {version.ToString(CultureInfo.InvariantCulture)}",
                ActiveFrom = activeFrom,
                ActiveUntil = Rarely((activeFrom ?? today).AddDays(random.Next(20))),
                WhenOver = random.Next(2) == 0 ? WhenOver.Keep : WhenOver.Withdraw,
                NotBeforeHireDate = random.Next(4) == 0,
                AlsoCompletedBy = random.Next(4) == 0 ? [TrafficGenerator.Activity(number + 1)] : null,
                WhenHiredAgain = random.Next(4) == 0 ? WhenHiredAgain.Again : WhenHiredAgain.Nothing,
                Reminders = random.Next(3) == 0 ? new Reminders { DaysBeforeDue = [14, 1], OverdueEveryDays = 3 } : null,
            }
        );
    }

    private Recurrence RecurrenceOf(int number) =>
        number switch
        {
            1 or 4 => new Recurrence.Annual(null),
            2 => new Recurrence.Custom(new Interval(90 + random.Next(90), IntervalUnit.Days), Anchor.PreviousDue),
            _ => new Recurrence.OneTime(),
        };

    private Due DueOf(int number) =>
        number is 1 or 4
            ? new Due.EachYearOn($"{1 + random.Next(12):D2}-{1 + random.Next(28):D2}")
            : new Due.Within(10 + random.Next(50)) { From = random.Next(5) == 0 ? DueFrom.HireDate : default };

    private DateOnly? Rarely(DateOnly date) => random.Next(6) == 0 ? date : null;
}
