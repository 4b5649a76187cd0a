using Enrollment.Storage.Clock;
using Enrollment.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

public sealed class When_the_demonstration_clock_is_set
{
    private static readonly DateTimeOffset Then = new(2024, 2, 29, 23, 59, 58, TimeSpan.Zero);

    [Test]
    public async Task Should_be_followed_by_every_worker_until_it_is_taken_back()
    {
        await using var servers = await TestServers.Create();
        await using var first = await TestWorker.Start(servers, null, "--Enrollment:DemonstrationClock=true");
        await using var second = await TestWorker.Start(servers, null, "--Enrollment:DemonstrationClock=true");
        Now(first).Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(5));

        await ClockSetting.SetAsync(first.Store, Then, running: false);
        foreach (var worker in new[] { first, second })
            await Eventually.Be(() => Task.FromResult(Now(worker)), now => now == Then, seconds: 5);

        await ClockSetting.SetAsync(first.Store, Then, running: true);
        await Eventually.Be(() => Task.FromResult(Now(second)), now => now > Then && now < Then.AddSeconds(5), seconds: 5);

        await ClockSetting.ClearAsync(first.Store);
        await Eventually.Be(() => Task.FromResult(Now(second)), now => now > Then.AddYears(1), seconds: 5);
    }

    private static DateTimeOffset Now(TestWorker worker) => worker.Services.GetRequiredService<TimeProvider>().GetUtcNow();
}
