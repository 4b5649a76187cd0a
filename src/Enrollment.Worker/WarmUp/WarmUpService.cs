using Enrollment.Storage.Access;

namespace Enrollment.Worker.WarmUp;

/// <summary>
/// Runs the code of a fact and of a night once before the bus starts, so that the first facts do not wait for its compilation. It repeats
/// this until it succeeds. Until then the worker is not ready.
/// </summary>
internal sealed class WarmUpService(
    BusRehearsal bus,
    ParserRehearsal parser,
    FactRehearsal facts,
    NightRehearsal night,
    TimeProvider timeProvider,
    ILogger<WarmUpService> log
) : BackgroundService
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDone => _done.Task.IsCompletedSuccessfully;

    /// <summary>The error of the last attempt; null during the first.</summary>
    public string? Problem { get; private set; }

    // Later services wait for it, but not longer than the timeout, so that the health endpoints answer.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_done.Task, Task.Delay(StartTimeout, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAsync(stoppingToken))
            await Task.Delay(RetryPause, stoppingToken);
        _done.TrySetResult();
    }

    private async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
            return true;
        }
        catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
        {
            Problem = Storage.Access.ExceptionClassifier.Describe(failed);
            log.LogWarning(failed, "The code of a fact and of a night could not be run once; the worker tries again");
            return false;
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var sample = new Sample(timeProvider.GetUtcNow());
        await bus.RunAsync(stoppingToken);
        await parser.RunAsync(stoppingToken);
        await facts.RunAsync(sample, stoppingToken);
        await night.RunAsync(sample, stoppingToken);
    }
}
