using Enrollment.Storage.Access;

namespace Enrollment.Worker.WarmUp;

/// <summary>
/// Runs the code of a fact and of a night once before the bus hands out facts, so that the first are not the ones it is compiled for.
/// Tried again until it succeeds; a database that is away keeps the worker from being ready and does not end it.
/// </summary>
internal sealed class WarmUpService(
    BusRehearsal bus,
    ParserRehearsal parser,
    FactRehearsal facts,
    NightRehearsal night,
    TimeProvider time,
    ILogger<WarmUpService> log
) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDone => _done.Task.IsCompletedSuccessfully;

    /// <summary>Why it has not succeeded yet; null while it is tried for the first time.</summary>
    public string? Trouble { get; private set; }

    // What is started after this one waits, but not without end: health is asked for meanwhile.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_done.Task, Task.Delay(LongestWait, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAsync(stoppingToken))
            await Task.Delay(BetweenTries, stoppingToken);
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
            Trouble = Storage.Access.ExceptionClassifier.Describe(failed);
            log.LogWarning(failed, "The code of a fact and of a night could not be run once; it is tried again");
            return false;
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var sample = new Sample(time.GetUtcNow());
        await bus.RunAsync(stoppingToken);
        await parser.RunAsync(stoppingToken);
        await facts.RunAsync(sample, stoppingToken);
        await night.RunAsync(sample, stoppingToken);
    }
}
