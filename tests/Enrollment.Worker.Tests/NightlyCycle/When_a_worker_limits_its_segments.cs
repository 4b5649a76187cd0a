using Enrollment.Storage.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_worker_limits_its_segments
{
    private const int Planning = 1;

    [Test]
    public async Task Should_handle_as_many_at_once_as_the_setting_allows()
    {
        var script = new NightScript { BatchSegments = 8, Holds = (phase, segment) => phase == NightlyPhase.Batch && segment > 0 };
        await using var world = await NightlyWorld.Create();
        await world.StartWorkers(1, script, concurrency: 3);
        await world.Ask(new DateOnly(2025, 6, 1));

        await NightlyWorld.Eventually(() => Task.FromResult(script.Begun), begun => begun == Planning + 3);
        await Task.Delay(TimeSpan.FromSeconds(2)); // more would have begun by now
        script.Begun.Should().Be(Planning + 3);

        script.Release();
        await world.Completed(new DateOnly(2025, 6, 1));
    }
}
