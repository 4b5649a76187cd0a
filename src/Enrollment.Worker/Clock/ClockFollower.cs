using Enrollment.Processing.Hosting;
using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Marten;

namespace Enrollment.Worker.Clock;

/// <summary>
/// Sets the demonstration clock of this process from the database, for the first time before it handles messages.
/// </summary>
internal sealed class ClockFollower(DemonstrationClock clock, IDocumentStore store, ILogger<ClockFollower> log) : PollingService(log)
{
    // One log line, and not forty in a second.
    private bool _wasRead = true;

    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(25);

    protected override string FailureMessage => "The demonstration clock could not be read";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // It may fail: a role without rights handles no messages.
        await PollSafelyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        clock.Follow(await session.LoadAsync<ClockSetting>(ClockSetting.OnlyId, cancellationToken));
        _wasRead = true;
    }

    protected override bool Survives(Exception failure) => ExceptionClassifier.IsUnreachable(failure);

    protected override void OnFailure(Exception failure)
    {
        if (_wasRead)
            log.LogWarning("{Failure}: {Trouble}", FailureMessage, ExceptionClassifier.Describe(failure));
        _wasRead = false;
    }
}
