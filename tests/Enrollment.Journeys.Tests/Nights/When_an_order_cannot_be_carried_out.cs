using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Journeys.Tests.Nights;

/// <summary>A learner whose data breaks a night, a run that was given up, and an order that comes again with other content.</summary>
public sealed class When_an_order_cannot_be_carried_out
{
    private const string Everybody = """{"kind":"entireCompany"}""";
    private const string Stream = "stream_id = 'enrollment/safety/ivy'";

    private NightStory _story = null!;

    [SetUp]
    public async Task Live()
    {
        _story = await NightStory.Start();
        await _story.Saves("2026-03-01T07:00:00Z", Everybody);
        await _story.Creates("2026-03-01T08:00:00Z", "ivy", "lab");
        await _story.Creates("2026-03-01T08:00:00Z", "jo", "lab");
        await _story.Night("2026-03-02");
        await _story.Completes("2026-03-05", "ivy");
        await _story.Completes("2026-03-05", "jo");
        await Order("2026-05-01T11:00:00Z", 14);
    }

    [TearDown]
    public async Task Stop() => await _story.DisposeAsync();

    [Test]
    public async Task Should_be_carried_out_by_the_next_run_for_a_learner_who_failed()
    {
        await _story.Execute($"create table enrollment.kept as select seq_id, data from enrollment.mt_events where {Stream}");
        await _story.Execute($"update enrollment.mt_events set data = '\"broken\"' where {Stream}");
        (await _story.Night("2026-05-02")).Batch.Counts.Should().Be(new SegmentCounts(2, 1, 0, 1));
        await _story.Execute("update enrollment.mt_events e set data = k.data from enrollment.kept k where k.seq_id = e.seq_id");

        await _story.Night("2026-05-03");

        (await _story.Periods("ivy")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-03 due 2026-05-17 open");
        (await _story.Periods("jo")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-02 due 2026-05-16 open");
        (await _story.Count(OwnTables.PostponedOrder)).Should().Be(0);
    }

    [Test]
    public async Task Should_be_carried_out_by_the_run_after_one_that_was_given_up()
    {
        await GiveUp(new DateOnly(2026, 5, 2));

        await _story.Night("2026-05-03");

        (await _story.Periods("ivy")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-03 due 2026-05-17 open");
    }

    [Test]
    public async Task Should_be_carried_out_as_first_handled()
    {
        await Order("2026-05-01T11:00:00Z", 14);
        await Order("2026-05-01T12:00:00Z", 3);
        await _story.Night("2026-05-02");

        (await _story.Periods("jo")).Should().Equal("2026-03-02 due 2026-04-01 completed", "2026-05-02 due 2026-05-16 open");
        await using var session = _story.Store.QuerySession();
        var letter = (await session.Query<DeadLetter>().ToListAsync()).Should().ContainSingle().Subject;
        letter.Kind.Should().Be(DeadLetterKind.Conflict);
        letter.Queue.Should().Be("enrollment-retraining-ordered");
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be("$.orderId");
        (await session.Events.FetchStreamAsync("order/o-1")).Should().ContainSingle();
    }

    /// <summary>As stored when the batch is planned and none of its segments is done.</summary>
    private async Task GiveUp(DateOnly date)
    {
        await using var session = _story.Store.LightweightSession();
        await session.BeginTransactionAsync(CancellationToken.None);
        var orders = await PendingOrders.TakeAsync(session, DateTimeOffset.MaxValue, CancellationToken.None);
        session.Insert(NightlyOrders.Of(date, orders));
        await session.SaveChangesAsync();
        orders.Should().ContainSingle();
    }

    private Task Order(string at, int days) =>
        _story.Send(
            at,
            "RetrainingOrdered",
            $$""" "orderId":"o-1","activityId":"safety","audience":{{Everybody}},"due":{"kind":"within","days":{{days}}},"""
                + """ "reason":"accident","decidedBy":"safety officer" """
        );
}
