namespace Enrollment.Processing.Hosting;

/// <summary>Polls at an interval of real time. A failure is logged and does not end the service.</summary>
public abstract class PollingService(ILogger log) : BackgroundService
{
    /// <summary>The pause after each poll. It is read again each time.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>The sentence to log after a failure, without a full stop.</summary>
    protected virtual string FailureMessage => $"{GetType().Name} failed";

    /// <summary>Whether the first poll comes at the start instead of after the first pause.</summary>
    protected virtual bool PollsAtStart => false;

    protected abstract Task PollAsync(CancellationToken cancellationToken);

    /// <summary>Whether the service survives the failure. Otherwise the failure ends the process.</summary>
    protected virtual bool Survives(Exception failure) => true;

    protected virtual void OnFailure(Exception failure) =>
        log.LogWarning(failure, "{Failure}; it is tried again in {Interval}", FailureMessage, Interval);

    protected async Task PollSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PollAsync(cancellationToken);
        }
        catch (Exception failure) when (!IsStop(failure, cancellationToken) && Survives(failure))
        {
            OnFailure(failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (PollsAtStart)
            await PollSafelyAsync(stoppingToken);
        // Real time: the demonstration clock may stand still or jump by years.
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await PollSafelyAsync(stoppingToken);
            timer.Period = Interval;
        }
    }

    private static bool IsStop(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
