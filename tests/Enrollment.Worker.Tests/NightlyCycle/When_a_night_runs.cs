using Enrollment.Operations.Broker;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;
using Marten;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_night_runs
{
    private static readonly DateOnly Date = new(2025, 6, 1);

    private NightlyWorld _world = null!;
    private NightlyRunDocument _run = null!;
    private IReadOnlyList<CompletedWork> _done = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        _world = await NightlyWorld.Create();
        await _world.StartWorkers(2, new NightScript { BatchSegments = 24, RolloverSegments = 7 });
        await _world.Ask(Date);
        _run = await _world.Completed(Date);
        _done = await _world.All<CompletedWork>();
    }

    [OneTimeTearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public void Should_do_every_segment_once() =>
        _done
            .Select(one => (one.Phase, one.Segment))
            .Should()
            .BeEquivalentTo(
                Enumerable
                    .Range(0, 25)
                    .Select(segment => (NightlyPhase.Batch, segment))
                    .Concat(Enumerable.Range(0, 8).Select(segment => (NightlyPhase.Rollover, segment)))
            );

    [Test]
    public async Task Should_commit_a_segments_events_with_its_result()
    {
        await using var session = _world.Store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.CorrelationId == "nightly/2025-06-01").ToListAsync();
        events.Select(e => e.Data).OfType<CompletedWork>().Should().BeEquivalentTo(_done, options => options.Excluding(one => one.At));
    }

    [Test]
    public void Should_share_the_segments_among_the_workers() =>
        _done
            .Where(one => one.Segment != CompletedWork.Plan)
            .Select(one => one.Worker)
            .Distinct()
            .Should()
            .BeEquivalentTo("worker 1", "worker 2");

    [Test]
    public void Should_roll_over_after_the_batch() =>
        _done
            .Where(one => one.Phase == NightlyPhase.Rollover)
            .Min(one => one.At)
            .Should()
            .BeAfter(_done.Where(one => one.Phase == NightlyPhase.Batch).Max(one => one.At));

    [Test]
    public void Should_count_the_batch_exactly() => _run.Batch.Counts.Should().Be(new SegmentCounts(3000, 2100, 600, 300));

    [Test]
    public void Should_count_the_rollover_exactly() => _run.Rollover.Counts.Should().Be(new SegmentCounts(280, 196, 56, 28));

    [Test]
    public void Should_know_its_instant_and_when_it_ran()
    {
        _run.Instant.Should().Be(NightlyWorld.Calendar.NightlyInstant(Date));
        _run.StartedAt.Should().Be(_world.Time.GetUtcNow());
        _run.CompletedAt.Should().Be(_world.Time.GetUtcNow());
    }

    [Test]
    public async Task Should_tell_its_start_and_its_end_in_a_stream() =>
        (await _world.Events(Date))
            .Select(told => told is NightFinished finished ? finished with { Digest = null } : told)
            .Should()
            .Equal(
                new NightStarted(Date, _run.Instant, _run.StartedAt),
                new NightFinished(Date, _run.StartedAt, _run.CompletedAt!.Value, _run.Batch.Counts, _run.Rollover.Counts)
            );

    [Test]
    public async Task Should_leave_the_ledger_ready_for_the_next() =>
        (await _world.All<NightlySchedulerState>())
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { LastDate = (DateOnly?)Date, Unfinished = (DateOnly?)null });

    [TestCase("enrollment-nightly-cycle")]
    [TestCase("enrollment-nightly-segments")]
    public async Task Should_use_quorum_queues_that_lose_nothing(string queue)
    {
        var arguments = (await _world.Servers.Queues())[queue];
        ((string?)arguments["x-queue-type"]).Should().Be("quorum");
        ((int?)arguments["x-delivery-limit"]).Should().BePositive();
        ((string?)arguments["x-dead-letter-exchange"]).Should().NotBeNullOrEmpty();
    }
}
