using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_server_hangs_up
{
    private static readonly DateOnly Date = new(2025, 6, 1);

    private readonly NightScript _order = new() { BatchSegments = 12, Takes = TimeSpan.FromMilliseconds(400) };
    private NightlyWorld _world = null!;

    [SetUp]
    public async Task SetUp()
    {
        _world = await NightlyWorld.Create();
        await _world.StartWorkers(2, _order, clock: true);
        await _world.Ask(Date);
        await NightlyWorld.Eventually(_world.All<SegmentResult>, results => results.Count is > 0 and < 12);
    }

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_do_again_what_the_database_did_not_commit()
    {
        await _world.Servers.DropDatabaseConnections();
        await ShouldBeExact();
        _order.Begun.Should().BeGreaterThan(16, "segments must have been under way when the connections ended");
    }

    [Test]
    public async Task Should_not_count_twice_what_the_broker_hands_out_again()
    {
        await NightlyWorld.Eventually(_world.Servers.DropBrokerConnections, dropped => dropped >= 2);
        await ShouldBeExact();
    }

    private async Task ShouldBeExact()
    {
        var run = await _world.Completed(Date, withinSeconds: 90);
        run.Batch.Counts.Should().Be(new SegmentCounts(780, 546, 156, 78));
        run.Rollover.Counts.Should().Be(new SegmentCounts(30, 21, 6, 3));
        (await _world.All<CompletedWork>()).Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(16);
    }
}
