namespace Enrollment.Journeys.Tests.Nights;

/// <summary>
/// Semantics 12 and 13: on 2 May it is known that eve is away from 15 May on. The lab is ordered to be trained on 1 June. She joins it on
/// 10 June, and comes back on 30 June.
/// </summary>
public sealed class When_an_order_meets_a_leave_by_the_calendar
{
    private NightStory _story = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _story = await NightStory.Start();
        await _story.Saves("2026-05-01T07:00:00Z", """{"kind":"groups","groupIds":["lab"]}""");
        await _story.Creates("2026-05-01T08:00:00Z", "eve", "office");
        await _story.Night("2026-05-02");
        await _story.Send("2026-05-02T10:00:00Z", "UserDeactivated", """ "userId":"eve","effectiveOn":"2026-05-15" """);
        await _story.Night("2026-05-15");
        await _story.Send(
            "2026-06-01T11:00:00Z",
            "RetrainingOrdered",
            """ "orderId":"o","activityId":"safety","audience":{"kind":"groups","groupIds":["lab"]},"due":{"kind":"within","days":14},"""
                + """ "reason":"accident","decidedBy":"safety officer" """
        );
        await _story.Night("2026-06-02");
        await _story.Send("2026-06-10T10:00:00Z", "GroupMembershipChanged", """ "userId":"eve","joined":["lab"],"origin":"integration" """);
        await _story.Night("2026-06-11");
        await _story.Send("2026-06-30T12:00:00Z", "UserReactivated", """ "userId":"eve" """);
        await _story.Night("2026-07-01");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _story.DisposeAsync();

    // "Looked at, audience included, in the first run in which they are not, with that run's date as b": 1 July + 14 days.
    [Test]
    public async Task Should_be_carried_out_on_return() => (await _story.Periods("eve")).Should().Equal("2026-07-01 due 2026-07-15 open");

    [Test]
    public async Task Should_keep_the_record_and_its_read_models_in_agreement() => (await _story.VerifiesItself()).Should().BeEmpty();
}
