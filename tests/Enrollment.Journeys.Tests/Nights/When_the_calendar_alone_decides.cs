using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;

namespace Enrollment.Journeys.Tests.Nights;

/// <summary>Semantics 11 and 13 on real servers: "looked at in the run of that date, and only then".</summary>
public sealed class When_the_calendar_alone_decides
{
    private const string Everybody = """{"kind":"entireCompany"}""";
    private const string Lab = """{"kind":"groups","groupIds":["lab"]}""";

    private NightStory _story = null!;

    [SetUp]
    public async Task Live() => _story = await NightStory.Start();

    [TearDown]
    public async Task Stop() => await _story.DisposeAsync();

    // "The rule matches nobody on business dates before, and counts as audience none after"; whenOver withdraws. Nights are missed before
    // its first day and after its last.
    [Test]
    public async Task Should_begin_and_end_a_rule()
    {
        await _story.Saves(
            "2026-03-01T07:00:00Z",
            Everybody,
            ""","activeFrom":"2026-03-10","activeUntil":"2026-03-20","whenOver":"withdraw" """
        );
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "lab");
        await _story.Night("2026-03-02");
        LooksAtNobody(await _story.Night("2026-03-03"));
        (await _story.Count(OwnTables.Enrollment)).Should().Be(0);

        await _story.Night("2026-03-12");
        (await _story.Periods("ada")).Should().Equal("2026-03-12 due 2026-04-11 open");
        LooksAtNobody(await _story.Night("2026-03-13"));

        await _story.Night("2026-03-25");
        (await _story.Periods("ada")).Should().Equal("2026-03-12 due 2026-04-11 withdrawn");
        LooksAtNobody(await _story.Night("2026-03-26"));
    }

    // The whole window lies between two runs: nobody ever matched.
    [Test]
    public async Task Should_enroll_nobody_by_a_rule_that_began_and_ended_in_missed_nights()
    {
        await _story.Saves("2026-03-01T07:00:00Z", Everybody, ""","activeFrom":"2026-03-10","activeUntil":"2026-03-12" """);
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "lab");
        await _story.Night("2026-03-02");

        (await _story.Night("2026-03-15")).Batch.Work.Items.Should().Be(1, "the rule began and ended since the last run");

        (await _story.Count(OwnTables.Enrollment)).Should().Be(0);
    }

    // "A learner whose hiredOn is after the business date does not match yet." Hired on 9 March; that night was missed.
    [Test]
    public async Task Should_enroll_somebody_whose_hire_date_has_come()
    {
        await _story.Saves("2026-03-01T07:00:00Z", Everybody, ""","notBeforeHireDate":true """);
        await _story.Send("2026-03-01T08:00:00Z", "UserCreated", """ "userId":"ada","hiredOn":"2026-03-09","origin":"integration" """);
        await _story.Night("2026-03-02");
        LooksAtNobody(await _story.Night("2026-03-03"));

        (await _story.Night("2026-03-10")).Batch.Work.Items.Should().Be(1);

        (await _story.Periods("ada")).Should().Equal("2026-03-10 due 2026-04-09 open");
        LooksAtNobody(await _story.Night("2026-03-11"));
    }

    // Version 1 wrote no dates of a calendar: no rule waited for hire dates. Its learners are in the calendar since the first night of
    // version 2, so a rule that is saved after it finds the hire date of 9 March.
    [Test]
    public async Task Should_enroll_somebody_whose_hire_date_an_earlier_version_recorded()
    {
        await _story.Send("2026-03-01T08:00:00Z", "UserCreated", """ "userId":"ada","hiredOn":"2026-03-09","origin":"integration" """);
        await _story.Creates("2026-03-01T08:00:00Z", "bo", "lab");
        await _story.Night("2026-03-02");
        await _story.Execute($"delete from {OwnTables.LearnerCalendarDate}");
        await _story.Execute(
            """update enrollment.mt_doc_nightlyledger set data = data - 'semantics' || '{"upgradeAllowedAt":"2026-03-02T12:00:00Z"}'"""
        );
        await _story.Night("2026-03-03");
        (await _story.Count(OwnTables.LearnerCalendarDate)).Should().Be(1, "only the hire date of ada is to come");
        await _story.Saves("2026-03-04T07:00:00Z", Everybody, ""","notBeforeHireDate":true """);
        await _story.Night("2026-03-05");
        LooksAtNobody(await _story.Night("2026-03-06"));

        (await _story.Night("2026-03-09")).Batch.Work.Items.Should().Be(1);

        (await _story.Periods("ada")).Should().Equal("2026-03-09 due 2026-04-08 open");
        (await _story.Periods("bo")).Should().Equal("2026-03-05 due 2026-04-04 open");
    }

    // "The fact then holds from the nightly instant of that date, and always takes effect in that run."
    [Test]
    public async Task Should_let_a_later_fact_hold_from_its_date()
    {
        await _story.Saves("2026-03-01T07:00:00Z", Lab);
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "office");
        await _story.Send(
            "2026-03-01T09:00:00Z",
            "GroupMembershipChanged",
            """ "userId":"ada","joined":["lab"],"origin":"userInterface","effectiveOn":"2026-03-05" """
        );
        await _story.Send("2026-03-01T10:00:00Z", "UserDeactivated", """ "userId":"ada","effectiveOn":"2026-03-20" """);
        await _story.Night("2026-03-02");
        LooksAtNobody(await _story.Night("2026-03-04"));

        await _story.Night("2026-03-05");
        (await _story.Periods("ada")).Should().Equal("2026-03-05 due 2026-04-04 open");
        LooksAtNobody(await _story.Night("2026-03-06"));

        await _story.Night("2026-03-20");
        (await _story.Periods("ada")).Should().Equal("2026-03-05 due 2026-04-04 paused");
    }

    // "In the batch of the next run": those who are exempt are looked at "in the first run in which they are not" (12), which the calendar
    // brings: 21 May, 14 days.
    [Test]
    public async Task Should_carry_an_order_out_when_an_exemption_is_over()
    {
        await _story.Saves("2026-03-01T07:00:00Z", Lab);
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "lab");
        await _story.Night("2026-03-02");
        await _story.Completes("2026-03-05", "ada");
        await _story.Send(
            "2026-05-10T08:00:00Z",
            "ExemptionGranted",
            """ "exemptionId":"x","userId":"ada","activityId":"safety","until":"2026-05-20","reason":"leave","decidedBy":"hr" """
        );
        await _story.Send(
            "2026-05-12T08:00:00Z",
            "RetrainingOrdered",
            """ "orderId":"o","activityId":"safety","audience":{"kind":"groups","groupIds":["lab"]},"due":{"kind":"within","days":14},"""
                + """ "reason":"accident","decidedBy":"hr" """
        );
        await _story.Night("2026-05-13");
        LooksAtNobody(await _story.Night("2026-05-14"));

        await _story.Night("2026-05-21");

        (await _story.Periods("ada")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-21 due 2026-06-04 open");
        (await _story.Count(OwnTables.LearnerCalendarDate)).Should().Be(0);
        LooksAtNobody(await _story.Night("2026-05-22"));
    }

    // "After missed nights only the latest": 1 April − 7 is announced on 27 March; by 20 April the period is overdue and the latest is
    // 1 April + 14.
    [Test]
    public async Task Should_remind_once_after_missed_nights()
    {
        await _story.Saves("2026-03-01T07:00:00Z", Everybody, ""","reminders":{"daysBeforeDue":[7,1],"overdueEveryDays":7} """);
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "lab");
        await _story.Night("2026-03-02");
        LooksAtNobody(await _story.Night("2026-03-20"));

        (await _story.Night("2026-03-27")).Rollover.Work.Items.Should().Be(1);
        LooksAtNobody(await _story.Night("2026-03-28"));
        await _story.Night("2026-04-20");
        LooksAtNobody(await _story.Night("2026-04-21"));

        (await Reminders("ada")).Should().Equal("PeriodDueSoon 2026-03-25", "PeriodStillOverdue 2026-04-15");
        (await _story.VerifiesItself()).Should().BeEmpty();
        (await _story.Count($"{OwnTables.Enrollment} where next_transition_on = '2026-04-22'")).Should().Be(1);
    }

    private async Task<IEnumerable<string>> Reminders(string learner) =>
        (await _story.Events(learner))
            .OfType<PeriodEvent>()
            .Where(change => change is PeriodDueSoon or PeriodStillOverdue)
            .Select(change => $"{change.GetType().Name} {change.EffectiveOn:yyyy-MM-dd}");

    private static void LooksAtNobody(NightlyRunDocument night) => (night.Batch.Work.Items, night.Rollover.Work.Items).Should().Be((0, 0));
}
