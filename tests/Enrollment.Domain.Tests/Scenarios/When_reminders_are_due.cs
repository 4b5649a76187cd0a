using System.Globalization;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Tests.Properties;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>
/// Semantics 11, reminders: 7 days and 1 day before the due date, and every 7 days after it. The period begins on 2 January.
/// </summary>
public sealed class When_reminders_are_due
{
    private static readonly ReminderTerms Weekly = new([1, 7, 30], 7);

    // "On due - n, for visible periods", and "every so many days after the due date"; 30 days before is before the period.
    [Test]
    public void Should_announce_each_on_its_date() =>
        Reminders(Played(nights: Enumerable.Range(1, 40)))
            .Should()
            .Equal(
                "PeriodDueSoon 2026-01-15",
                "PeriodDueSoon 2026-01-21",
                "PeriodStillOverdue 2026-01-29",
                "PeriodStillOverdue 2026-02-05"
            );

    // "After missed nights only the latest."
    [Test]
    public void Should_announce_only_the_latest_after_missed_nights() =>
        Reminders(Played(nights: [1, 2, 21])).Should().Equal("PeriodDueSoon 2026-01-21");

    [Test]
    public void Should_announce_lateness_only_once_the_period_is_overdue() =>
        Reminders(Played(nights: [1, 2, 37])).Should().Equal("PeriodStillOverdue 2026-02-05");

    // "Moving the due date starts them anew": due on 11 February, 7 days before is 4 February.
    [Test]
    public void Should_start_again_when_the_due_date_moves() =>
        Reminders(Played(Enumerable.Range(1, 38), new Happening(17, 5, "extended", new What.Extended("u", "a", 24))))
            .Should()
            .Equal("PeriodDueSoon 2026-01-15", "PeriodDueSoon 2026-02-04");

    // A run says when the next is due; none that was dealt with comes back.
    [TestCase(2, "2026-01-15")]
    [TestCase(14, "2026-01-21")]
    [TestCase(20, "2026-01-23")]
    [TestCase(22, "2026-01-29")]
    [TestCase(28, "2026-02-05")]
    public void Should_say_when_the_next_is_due(int lastNight, string expected) =>
        StateOf(Played(Enumerable.Range(1, lastNight))).NextDate.Should().Be(DateOnly.Parse(expected, CultureInfo.InvariantCulture));

    // An edit on 17 January adds one 7 days before, on 15 January.
    [Test]
    public void Should_not_announce_one_whose_date_had_passed_when_an_edit_added_it()
    {
        var edited = new Happening(15, 5, "edited", new What.Saved(Rule(new([1, 7], null), version: 2)));
        var history = Played(Enumerable.Range(1, 40), Rule(new([1], null)), edited);
        Reminders(history).Should().Equal("PeriodDueSoon 2026-01-21");
        StateOf(history).NextDate.Should().BeNull();
    }

    private static History Played(IEnumerable<int> nights, params Happening[] more) => Played(nights, Rule(Weekly), more);

    private static History Played(IEnumerable<int> nights, Rule rule, params Happening[] more)
    {
        var history = new History(0).Arrive([
            new(0, 0, "created", new What.Created("u", "g", null, true, false)),
            new(0, 1, "saved", new What.Saved(rule)),
        ]);
        foreach (var night in nights)
            history.Night(night).Arrive(more.Where(happening => happening.Day == night));
        return history;
    }

    private static Rule Rule(ReminderTerms reminders, int version = 1) =>
        new(
            new("r"),
            new("a"),
            version,
            new Audience.EntireCompany(),
            null,
            null,
            new Terms(Requirement.Required, new Recurrence.OneTime(), new Due.Within(20)) { Reminders = reminders }
        );

    private static EnrollmentState StateOf(History history) => history.Organization.Enrollments.Single().State;

    private static IEnumerable<string> Reminders(History history) =>
        history
            .Recorded.Select(entry => entry.Event)
            .Where(recorded => recorded is PeriodDueSoon or PeriodStillOverdue)
            .Select(recorded => $"{recorded.GetType().Name} {((PeriodEvent)recorded).EffectiveOn:yyyy-MM-dd}");
}
