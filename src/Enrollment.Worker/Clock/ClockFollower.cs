using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Marten;

namespace Enrollment.Worker.Clock;

/// <summary>
/// Sets the demonstration clock of this process from the database, for the first time before it handles messages.
/// </summary>
internal sealed class ClockFollower(DemonstrationClock clock, IDocumentStore store, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    // One log line, and not forty in a second.
    private bool _wasRead = true;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // It may fail: a role without rights handles no messages.
        await TryReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, stoppingToken);
            await TryReadAsync(stoppingToken);
        }
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
            _wasRead = true;
        }
        catch (Exception exception) when (ExceptionClassifier.IsUnreachable(exception))
        {
            if (_wasRead)
                log.LogWarning("The demonstration clock could not be read: {Problem}", ExceptionClassifier.Describe(exception));
            _wasRead = false;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellationToken));
    }
}
