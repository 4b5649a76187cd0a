namespace Enrollment.Journeys.Tests.Nights;

/// <summary>Without these rows a night would pass over somebody without a word. Verification names them.</summary>
public sealed class When_what_a_night_needs_is_lost
{
    private const string Decision = """ "userId":"ada","activityId":"safety","reason":"leave","decidedBy":"hr" """;

    private NightStory _story = null!;

    [OneTimeSetUp]
    public async Task Begin()
    {
        _story = await NightStory.Start();
        await _story.Saves("2026-05-01T09:00:00Z", """{"kind":"entireCompany"}""");
        await _story.Creates("2026-05-01T10:00:00Z", "ada", "lab");
        await _story.Night("2026-05-02");
        await _story.Send(
            "2026-05-02T10:00:00Z",
            "ExemptionGranted",
            $""" "exemptionId":"x","from":"2026-06-01","until":"2026-06-30",{Decision} """
        );
        await _story.Send(
            "2026-05-02T11:00:00Z",
            "RetrainingOrdered",
            """ "orderId":"o","activityId":"safety","audience":{"kind":"entireCompany"},"due":{"kind":"within","days":7},"""
                + """ "reason":"r","decidedBy":"d" """
        );
    }

    [OneTimeTearDown]
    public async Task End() => await _story.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task Should_find_nothing_where_nothing_is_lost() => (await _story.VerifiesItself()).Should().BeEmpty();

    [Test]
    [Order(2)]
    public async Task Should_name_the_enrollment_whose_exemption_would_not_begin()
    {
        await _story.Execute("delete from enrollment.learner_calendar_date");
        (await _story.VerifiesItself())
            .Should()
            .Be(
                """
                enrollment/safety/ada: A run has to look at the learner on 2026-06-01, but the table of dates does not have it.
                enrollment/safety/ada: A run has to look at the learner on 2026-07-01, but the table of dates does not have it.
                """
            );
    }

    [Test]
    [Order(3)]
    public async Task Should_name_the_order_that_no_run_would_carry_out()
    {
        await _story.Execute("delete from enrollment.pending_order");
        (await _story.VerifiesItself()).Should().Contain("order/o: No run can have carried the order out, but it does not wait for one.");
    }
}
