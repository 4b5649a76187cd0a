using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Marten;

namespace Enrollment.Worker.Clock;

/// <summary>
/// Keeps the demonstration clock of this process where the database says; it is right before the first message is handled.
/// </summary>
internal sealed class ClockFollower(DemonstrationClock clock, IDocumentStore store, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // Forty lines a second would be no news.
    private bool _wasRead = true;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A role without rights handles no messages either.
        await LookSafelyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken);
            await LookSafelyAsync(stoppingToken);
        }
    }

    private async Task LookSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Look(cancellationToken);
            _wasRead = true;
        }
        catch (Exception trouble) when (ExceptionClassifier.IsUnreachable(trouble))
        {
            if (_wasRead)
                log.LogWarning("The demonstration clock could not be read: {Trouble}", ExceptionClassifier.Describe(trouble));
            _wasRead = false;
        }
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellationToken));
    }
}
