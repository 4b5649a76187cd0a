using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>
/// The first night of version 2 on streams as version 1 recorded them: one for each change that section 14 names under 5.5, 6 and 7 and
/// that the recorded facts show, and one that none touches.
/// </summary>
public sealed class When_version_1_has_decided_before
{
    [Test]
    public void Should_change_nothing_where_the_text_changes_nothing() =>
        Earlier(Member(OneTime().DueWithin(10)).Until("2026-05-20"), periods => periods).Adopt("2026-05-21").Since.Should().BeEmpty();

    // 5.5: "the overdue mark survives a withdrawal": late since 1 January 2027, missed on 2 July.
    [Test]
    public void Should_mark_an_enrollment_that_was_withdrawn_and_restored()
    {
        var stream = Earlier(
                Member(Annual("12-31")).Leaves("g", "2027-08-01").Joins("g", "2027-08-10").Until("2027-08-20"),
                periods => [periods[0], periods[1] with { EnrollmentOverdueSince = null }]
            )
            .Adopt("2027-08-21");

        stream.State.OverdueSince.Should().Be(new DateOnly(2027, 1, 1));
        stream.Since.OfType<PeriodEvent>().Should().ContainSingle().Which.Should().BeOfType<PeriodRevised>();
    }

    // 6: "for a period that took over any other gives 5.1 with its own e": version 1 withdrew it, or kept the anchor of the rule that went.
    [Test]
    public void Should_take_the_due_date_that_another_source_gives_for_a_period_that_took_over() =>
        Earlier(
                Organization(minimumDays: 7)
                    .Rule(Annual("12-31", "r").ForGroup("g"))
                    .Rule(Every(6, "months", "s").ForGroup("h").DueWithin(400))
                    .Joins("g", Start)
                    .Joins("h", Start)
                    .Leaves("g", "2027-08-01")
                    .Until("2027-08-02"),
                periods => [periods[0], periods[1] with { Due = new DateOnly(2027, 12, 31) }]
            )
            .Adopt("2027-08-03")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-08-08 open by s");

    // 6: "a rule that gave nothing is gained again": version 1 had no period where version 2 has one. It is visible from the night on, and
    // its due date, 25 May, has the floor: 1 June + 7 days.
    [Test]
    public void Should_begin_what_only_the_new_text_begins() =>
        Earlier(
                Member(Every(1, "months").DueWithin(10))
                    .Rule(OneTime("s").ForGroup("h").DueWithin(5).IgnoringPrior())
                    .Completes("2026-05-04")
                    .Leaves("g", "2026-05-10")
                    .Joins("h", "2026-05-20")
                    .Until("2026-05-31"),
                periods => [.. periods.SkipLast(1)]
            )
            .Adopt("2026-06-01")
            .Has(
                "2026-05-01 due 2026-05-11 completed 2026-05-04",
                "2026-05-04 due 2026-06-04 withdrawn",
                "2026-06-01 due 2026-06-08 open by s"
            );

    // 7: "the first that would have counted completes it; each later one counts for the period after it". Version 1 counted the last only.
    [Test]
    public void Should_keep_ended_periods_as_they_are_recorded() =>
        Earlier(
                Member(Every(1, "months").DueWithin(10))
                    .Leaves("g", "2026-05-05")
                    .Completes("2026-05-07")
                    .Completes("2026-05-20")
                    .Joins("g", "2026-06-01")
                    .Until("2026-06-02"),
                periods =>
                    [
                        periods[0] with
                        {
                            CompletedOn = new(2026, 5, 20),
                            Status = PeriodStatus.CompletedLate,
                            EndedOn = new(2026, 5, 20),
                        },
                        periods[2] with
                        {
                            Number = 2,
                        },
                    ]
            )
            .Adopt("2026-06-03")
            .Has("2026-05-01 due 2026-05-11 completedLate 2026-05-20", "2026-06-01 due 2026-06-20 open")
            .Completes("2026-06-04", told: "2026-06-04")
            .Has(
                "2026-05-01 due 2026-05-11 completedLate 2026-05-20",
                "2026-06-01 due 2026-06-20 completed 2026-06-04",
                "2026-06-04 due 2026-07-04 open"
            );

    // 7: "its due date is kept (floor applies, unless it had passed before the withdrawal)": version 1 gave it the floor of its return.
    [Test]
    public void Should_be_late_again_where_it_was_late_before_the_withdrawal() =>
        Earlier(
                Member(OneTime().DueWithin(10)).Leaves("g", "2026-05-15").Joins("g", "2026-06-01").Until("2026-06-02"),
                periods =>
                    [
                        periods[0] with
                        {
                            Status = PeriodStatus.Open,
                            Due = new(2026, 6, 8),
                            OverdueSince = null,
                            EnrollmentOverdueSince = null,
                        },
                    ]
            )
            .Adopt("2026-06-03")
            .Has("2026-05-01 due 2026-05-11 overdue");

    // 7: "one that the new version would have found satisfied is satisfied by that completion, also when overdue".
    [Test]
    public void Should_satisfy_a_first_period_when_an_edit_honored_a_completion_from_before() =>
        Earlier(
                Organization()
                    .Completes("2026-04-20")
                    .Rule(OneTime().DueWithin(3).IgnoringPrior())
                    .Rule(OneTime().DueWithin(3), "2026-05-10")
                    .Until("2026-05-11"),
                periods =>
                    [
                        periods[0] with
                        {
                            Status = PeriodStatus.Overdue,
                            CompletedOn = null,
                            EndedOn = null,
                            OverdueSince = new(2026, 5, 5),
                            EnrollmentOverdueSince = new(2026, 5, 5),
                        },
                    ]
            )
            .Adopt("2026-05-12")
            .Has("2026-05-01 due 2026-05-04 satisfied 2026-04-20");

    // 7: "where the new version gives nothing for the current period, visible -> withdrawn": on the date of the night.
    [Test]
    public void Should_withdraw_a_period_for_which_the_edited_rule_gives_nothing()
    {
        var stream = Earlier(GivesNothing().Until("2026-05-20"), StillOpen).Adopt("2026-05-21");

        stream.Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-05-04 due 2026-06-04 withdrawn");
        stream.State.Periods[^1].EndedOn.Should().Be(new DateOnly(2026, 5, 21));
        stream
            .Since.OfType<PeriodEvent>()
            .Should()
            .AllSatisfy(change => change.Cause.Should().Be(new Cause(Run: new(2026, 5, 21)) { Semantics = 2 }));
    }

    [Test]
    public void Should_change_nothing_when_the_night_is_repeated()
    {
        var stream = Earlier(GivesNothing().Until("2026-05-20"), StillOpen).Adopt("2026-05-21");
        var recorded = stream.Since.Count;

        stream.Adopt("2026-05-21").RollOver("2026-05-21").Adopt("2026-05-22").Since.Should().HaveCount(recorded);
    }

    [Test]
    public void Should_answer_for_a_date_before_the_night_what_was_recorded_then() =>
        Outcome.ShouldBe(
            [.. Earlier(GivesNothing().Until("2026-05-20"), StillOpen).Adopt("2026-05-21").Past("2026-05-15")],
            "2026-05-01 due 2026-05-11 completed 2026-05-04",
            "2026-05-04 due 2026-06-04 open"
        );

    [Test]
    public void Should_answer_for_a_date_to_come_what_time_makes_of_the_recorded_period() =>
        Outcome.ShouldBe(
            [.. Earlier(GivesNothing().Until("2026-05-20"), StillOpen).Past("2026-06-10")],
            "2026-05-01 due 2026-05-11 completed 2026-05-04",
            "2026-05-04 due 2026-06-04 overdue"
        );

    // 5.3: a completion of 2 May comes late. The first period, which the texts agree about, is completed by it, and all after it anew.
    [Test]
    public void Should_plan_anew_from_where_a_late_completion_changes_what_happened() =>
        Earlier(
                Member(Every(1, "months").DueWithin(10)).Completes("2026-05-04").Until("2026-05-20"),
                periods => [periods[0], periods[1] with { Due = new(2026, 6, 20) }]
            )
            .Adopt("2026-05-21")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-05-04 due 2026-06-04 open")
            .Completes("2026-05-02", told: "2026-05-25")
            .Has(
                "2026-05-01 due 2026-05-11 completed 2026-05-02",
                "2026-05-02 due 2026-06-02 completed 2026-05-04",
                "2026-05-04 due 2026-06-04 open"
            );

    // The run of 12 May is not finished, but has made the period overdue. A completion from before e counts for nothing.
    [Test]
    public void Should_not_take_what_an_unfinished_run_has_rolled_over_for_a_change_of_the_text() =>
        Earlier(Member(OneTime().DueWithin(10).IgnoringPrior()).Until("2026-05-12"), periods => periods)
            .Has("2026-05-01 due 2026-05-11 overdue")
            .Completes("2026-04-20", told: "2026-05-12", lastRun: "2026-05-11")
            .Has("2026-05-01 due 2026-05-11 overdue")
            .Since.Should()
            .ContainSingle()
            .Which.Should()
            .BeOfType<CompletionRecorded>();

    // A message before the first night: 20 May + 7 days, its day of handling, and not 6 May, the date by the text.
    [Test]
    public void Should_give_what_a_message_finds_the_floor_of_its_day() =>
        Earlier(
                Member(OneTime().DueWithin(5).IgnoringPrior()).Until("2026-05-05"),
                periods => [periods[0] with { Due = new(2026, 6, 10), NextTransitionOn = new(2026, 6, 11) }]
            )
            .Completes("2026-04-20", told: "2026-05-20", lastRun: "2026-05-19")
            .Has("2026-05-01 due 2026-05-27 open");

    // 10: the completion of 4 May is revoked. The first period is open again, with the due date that had passed on the day of handling.
    [Test]
    public void Should_judge_anew_what_a_revocation_after_the_night_concerns() =>
        Earlier(
                Member(Every(1, "months").DueWithin(10)).Completes("2026-05-04").Until("2026-05-20"),
                periods => [periods[0] with { Due = new(2026, 5, 12) }, periods[1]]
            )
            .Adopt("2026-05-21")
            .Has("2026-05-01 due 2026-05-12 completed 2026-05-04", "2026-05-04 due 2026-06-04 open")
            .Revokes("2026-05-04", on: "2026-05-25")
            .Has("2026-05-01 due 2026-06-01 open");

    private static Organization Member(RuleText rule) => Organization(minimumDays: 7).Rule(rule.ForGroup("g")).Joins("g", Start);

    private static Organization GivesNothing() =>
        Organization().Rule(Every(1, "months").DueWithin(10)).Completes("2026-05-04").Rule(OneTime().DueWithin(10), "2026-05-10");

    private static IEnumerable<Period> StillOpen(IReadOnlyList<Period> periods) =>
        [periods[0], periods[1] with { Status = PeriodStatus.Open, EndedOn = null, NextTransitionOn = new(2026, 6, 5) }];

    private static EarlierStream Earlier(Outcome story, Func<IReadOnlyList<Period>, IEnumerable<Period>> recorded) =>
        EarlierStream.Of(story, recorded);
}
