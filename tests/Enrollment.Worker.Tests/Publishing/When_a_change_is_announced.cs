using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Announcements;
using JasperFx.Events;
using PeriodStatus = Enrollment.Domain.Enrollments.PeriodStatus;
using Requirement = Enrollment.Domain.Rules.Requirement;

namespace Enrollment.Worker.Tests.Publishing;

/// <summary>Every change of a period that an LMS knows is announced, and no other.</summary>
public sealed class When_a_change_is_announced
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    private static readonly Period Scheduled = new()
    {
        Number = 1,
        Status = PeriodStatus.Scheduled,
        Requirement = Requirement.Required,
        EnrolledOn = Day,
        Due = Day.AddDays(10),
        CountsFrom = Day,
        RuleId = new RuleId("r"),
        RuleVersion = 1,
        EligibleFrom = Day,
        Origin = PeriodOrigin.Eligibility,
        PlannedFrom = Day,
    };

    private static readonly Period Open = Scheduled with { Status = PeriodStatus.Open, Visible = true };

    // Never visible: the completion from before satisfied it where it was planned.
    private static readonly Period Satisfied = Scheduled with { Status = PeriodStatus.Satisfied, CompletedOn = Day.AddDays(-10) };

    [Test]
    public void Should_remove_a_period_that_was_visible() =>
        TypeOf(
                new PeriodRetracted
                {
                    Cause = Cause.RunOf(Day),
                    EffectiveOn = Day,
                    Period = Open,
                }
            )
            .Should()
            .Be<EnrollmentRetracted>();

    [Test]
    public void Should_remove_a_period_that_was_satisfied() =>
        TypeOf(
                new PeriodRetracted
                {
                    Cause = Cause.RunOf(Day),
                    EffectiveOn = Day,
                    Period = Satisfied,
                }
            )
            .Should()
            .Be<EnrollmentRetracted>();

    [Test]
    public void Should_revise_a_period_that_was_satisfied() =>
        TypeOf(
                new PeriodRevised
                {
                    Cause = Cause.RunOf(Day),
                    EffectiveOn = Day,
                    Period = Satisfied,
                }
            )
            .Should()
            .Be<EnrollmentRevised>();

    [Test]
    public void Should_announce_nothing_about_a_period_that_is_still_to_come() =>
        TypeOf(
                new PeriodRetracted
                {
                    Cause = Cause.RunOf(Day),
                    EffectiveOn = Day,
                    Period = Scheduled,
                }
            )
            .Should()
            .BeNull();

    [Test]
    public void Should_announce_an_exemption_of_a_period_that_was_visible() =>
        TypeOf(Exempted(Open with { Status = PeriodStatus.Exempted, EndedOn = Day })).Should().Be<EnrollmentExempted>();

    [Test]
    public void Should_announce_no_exemption_of_a_period_that_was_still_to_come() =>
        TypeOf(Exempted(Scheduled with { Status = PeriodStatus.Exempted, EndedOn = Day })).Should().BeNull();

    [Test]
    public void Should_announce_a_period_that_is_restored_after_an_exemption_as_enrolled() =>
        MessageOf(
                new PeriodRestored
                {
                    Cause = Cause.RunOf(Day),
                    EffectiveOn = Day,
                    Period = Open,
                }
            )
            .Should()
            .BeOfType<LearnerEnrolled>()
            .Which.Restored.Should()
            .BeTrue();

    [Test]
    public void Should_remind_of_a_due_date_with_the_period_as_it_stands()
    {
        var message = MessageOf(
            new PeriodDueSoon
            {
                Cause = Cause.RunOf(Day.AddDays(4)),
                EffectiveOn = Day.AddDays(3),
                Period = Open,
            }
        );
        var reminder = message.Should().BeOfType<EnrollmentDueSoon>().Subject;
        (reminder.EffectiveOn, reminder.Due, reminder.Status).Should().Be((Day.AddDays(3), Day.AddDays(10), Contracts.PeriodStatus.Open));
    }

    [Test]
    public void Should_remind_of_lateness() =>
        TypeOf(
                new PeriodStillOverdue
                {
                    Cause = Cause.RunOf(Day.AddDays(17)),
                    EffectiveOn = Day.AddDays(17),
                    Period = Open with { Status = PeriodStatus.Overdue },
                }
            )
            .Should()
            .Be<EnrollmentStillOverdue>();

    private static PeriodExempted Exempted(Period period) =>
        new()
        {
            Cause = Cause.Message("m"),
            EffectiveOn = Day,
            Period = period,
        };

    private static Type? TypeOf<T>(T change)
        where T : notnull => MessageOf(change)?.GetType();

    private static object? MessageOf<T>(T change)
        where T : notnull => Announcement.Of(new Event<T>(change) { StreamKey = "enrollment/a/ada", Version = 2 })?.Message;
}
