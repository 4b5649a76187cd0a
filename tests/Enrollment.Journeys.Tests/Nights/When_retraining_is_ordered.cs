using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;

namespace Enrollment.Journeys.Tests.Nights;

/// <summary>
/// Semantics 12 on real servers. Everybody of the lab has to complete safety once within 30 days; those who had were trained on 5 March.
/// </summary>
public sealed class When_retraining_is_ordered
{
    private const string Lab = """{"kind":"groups","groupIds":["lab"]}""";

    private NightStory _story = null!;
    private NightlyRunDocument _without = null!;
    private NightlyRunDocument _after = null!;
    private long _waiting;

    [OneTimeSetUp]
    public async Task Live()
    {
        _story = await NightStory.Start();
        await _story.Saves("2026-03-01T07:00:00Z", Lab);
        foreach (var learner in new[] { "ada", "bo", "cy" })
            await _story.Creates("2026-03-01T08:00:00Z", learner, "lab");
        await _story.Creates("2026-03-01T08:00:00Z", "eve", "office");
        await _story.Night("2026-03-02");
        foreach (var learner in new[] { "ada", "bo", "cy" })
            await _story.Completes("2026-03-05", learner);
        foreach (var learner in new[] { "bo", "eve" })
            await _story.Send("2026-04-20T12:00:00Z", "UserDeactivated", $$""" "userId":"{{learner}}" """);
        await _story.Night("2026-04-21");
        await Order("2026-05-01T11:00:00Z", "o-1", Lab, 14);
        await Order("2026-05-01T11:30:00Z", "o-2", """{"kind":"users","userIds":["ada","nobody"]}""", 7);
        await _story.Creates("2026-05-01T12:00:00Z", "fay", "lab", "userInterface");
        await _story.Creates("2026-05-01T12:30:00Z", "gus", "lab");
        await _story.Night("2026-05-02");
        _waiting = await _story.Count(OwnTables.PostponedOrder);
        _without = await _story.Night("2026-05-03");
        await _story.Creates("2026-05-03T10:00:00Z", "hal", "lab");
        await _story.Send("2026-05-10T10:00:00Z", "GroupMembershipChanged", """ "userId":"eve","joined":["lab"],"origin":"integration" """);
        await _story.Night("2026-05-11");
        foreach (var learner in new[] { "bo", "eve" })
            await _story.Send("2026-05-20T12:00:00Z", "UserReactivated", $$""" "userId":"{{learner}}" """);
        await _story.Night("2026-05-21");
        await _story.Completes("2026-05-30", "bo");
        await _story.Send("2026-06-10T12:00:00Z", "UserDeactivated", """ "userId":"bo" """);
        await _story.Night("2026-06-11");
        await _story.Send("2026-06-12T12:00:00Z", "UserReactivated", """ "userId":"bo" """);
        await _story.Night("2026-06-13");
        _after = await _story.Night("2026-06-14");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _story.DisposeAsync();

    // "No current period: one is planned from the governing source", and of two orders the earlier date: 2 May + 7 and + 14 days.
    [Test]
    public async Task Should_take_the_earlier_date_of_two_orders() =>
        (await _story.Periods("ada")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-02 due 2026-05-09 overdue");

    [Test]
    public async Task Should_plan_the_next_period_of_somebody_who_was_done() =>
        (await _story.Periods("cy")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-02 due 2026-05-16 overdue");

    // "A current period that completions count for: its due date becomes the order's if that is earlier."
    [TestCase("fay", "2026-05-01 due 2026-05-16 overdue")]
    [TestCase("gus", "2026-05-02 due 2026-05-16 overdue")]
    public async Task Should_be_carried_out_after_the_joins_of_the_same_night(string learner, string period) =>
        (await _story.Periods(learner)).Should().Equal(period);

    // "A learner who is deactivated in that run is looked at in the first run in which they are not, with that run's date as b."
    [Test]
    public async Task Should_wait_for_somebody_on_leave_and_be_carried_out_once() =>
        (await _story.Periods("bo")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-21 due 2026-06-04 completed");

    // "Audience included": eve joined the lab while she was away.
    [Test]
    public async Task Should_look_at_the_audience_on_return() =>
        (await _story.Periods("eve")).Should().Equal("2026-05-21 due 2026-06-04 overdue");

    // "Learners for whom a rule becomes a source later are not affected."
    [Test]
    public async Task Should_not_affect_somebody_who_joins_later() =>
        (await _story.Periods("hal")).Should().Equal("2026-05-11 due 2026-06-10 overdue");

    [Test]
    public void Should_look_at_nobody_the_night_after() => (_without.Batch.Work.Items, _after.Batch.Work.Items).Should().Be((0, 0));

    [Test]
    public async Task Should_let_only_those_wait_who_are_away()
    {
        _waiting.Should().Be(2, "bo and eve, for the order of the lab");
        (await _story.Count(OwnTables.PostponedOrder)).Should().Be(0);
        (await _story.Count(OwnTables.PendingOrder)).Should().Be(0);
    }

    [Test]
    public async Task Should_keep_the_record_and_its_read_models_in_agreement() => (await _story.VerifiesItself()).Should().BeEmpty();

    private Task Order(string at, string id, string audience, int days) =>
        _story.Send(
            at,
            "RetrainingOrdered",
            $$""" "orderId":"{{id}}","activityId":"safety","audience":{{audience}},"due":{"kind":"within","days":{{days}}},"""
                + """ "reason":"accident","decidedBy":"safety officer" """
        );
}
