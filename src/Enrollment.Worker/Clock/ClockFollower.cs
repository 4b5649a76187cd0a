using Marten;
using Npgsql;

namespace Enrollment.Worker.Clock;

/// <summary>Keeps the demonstration clock of this process where the database says; it is right before the first message is handled.</summary>
internal sealed class ClockFollower(DemonstrationClock clock, IDocumentStore store, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken);
            try
            {
                await Look(stoppingToken);
            }
            catch (NpgsqlException unreachable)
            {
                log.LogWarning(unreachable, "The demonstration clock could not be read");
            }
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellation));
    }
}
