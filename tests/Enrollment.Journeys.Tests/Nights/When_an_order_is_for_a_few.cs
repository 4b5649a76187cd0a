using Enrollment.Storage.Nights;

namespace Enrollment.Journeys.Tests.Nights;

/// <summary>Semantics 12: everybody was trained once in March. An order of 1 May is for the lab, where ada works alone.</summary>
public sealed class When_an_order_is_for_a_few
{
    private NightStory _story = null!;
    private NightlyRunDocument _ordered = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _story = await NightStory.Start();
        await _story.Saves("2026-03-01T07:00:00Z", """{"kind":"entireCompany"}""");
        await _story.Creates("2026-03-01T08:00:00Z", "ada", "lab");
        foreach (var learner in new[] { "bo", "cy", "di", "gus" })
            await _story.Creates("2026-03-01T08:00:00Z", learner, "office");
        await _story.Night("2026-03-02");
        foreach (var learner in new[] { "ada", "bo", "cy", "di", "gus" })
            await _story.Completes("2026-03-05", learner);
        await _story.Send(
            "2026-03-06T10:00:00Z",
            "ExemptionGranted",
            """ "exemptionId":"x","userId":"gus","activityId":"safety","reason":"works abroad","decidedBy":"hr" """
        );
        await _story.Night("2026-03-07");
        await _story.Send(
            "2026-05-01T11:00:00Z",
            "RetrainingOrdered",
            """ "orderId":"o","activityId":"safety","audience":{"kind":"groups","groupIds":["lab"]},"due":{"kind":"within","days":14},"""
                + """ "reason":"accident","decidedBy":"safety officer" """
        );
        _ordered = await _story.Night("2026-05-02");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _story.DisposeAsync();

    // Gus is exempt, and can be of the lab when that ends.
    [Test]
    public void Should_look_at_the_group_and_at_those_who_are_exempt() => _ordered.Batch.Work.Items.Should().Be(2);

    [Test]
    public async Task Should_be_carried_out_for_the_group() =>
        (await _story.Periods("ada")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-02 due 2026-05-16 open");

    [TestCase("bo")]
    [TestCase("gus")]
    public async Task Should_leave_everybody_else_alone(string learner) =>
        (await _story.Periods(learner)).Should().Equal("2026-03-02 due 2026-04-01 completed");
}
