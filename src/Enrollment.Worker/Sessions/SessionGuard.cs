using Enrollment.Worker.Observability;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Ends a session of another role that has held work back for a minute. Any worker may: whoever comes second finds it gone.
/// </summary>
internal sealed class SessionGuard(BlockingSessions sessions, SessionLimits limits, ILogger<SessionGuard> log) : BackgroundService
{
    private readonly SessionMemory _memory = new(limits);

    // Often enough to end it soon after its time, and to have seen it for all of it.
    private TimeSpan BetweenLooks => limits.HeldBack / 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookSafelyAsync(stoppingToken);
    }

    private async Task LookSafelyAsync(CancellationToken stoppingToken)
    {
        // A new connection may be what cannot be had; the next look takes one that is open.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(limits.Waited * 2);
        try
        {
            await LookAsync(limit.Token);
        }
        catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(trouble, "It could not be looked for sessions that hold work back; it is tried again in {Pause}", BetweenLooks);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(withBrief: true, cancellationToken);
        EnrollmentMetrics.SessionsBlock(found.Where(session => !session.IsBrief).Select(session => session.Role));
        _memory.Note(found);
        foreach (var session in found.Where(session => session.MayBeEnded && _memory.IsTooLong(session)))
            await EndAsync(session, cancellationToken);
    }

    private async Task EndAsync(BlockingSession session, CancellationToken cancellationToken)
    {
        if (!await sessions.EndAsync(session, cancellationToken))
            return;
        _memory.Forget(session);
        EnrollmentMetrics.SessionEnded(session.Role);
        log.LogWarning("Ended process {Pid} of the role {Role} (application {Application}): for {HeldBack} it {What}",
            session.Pid, session.Role, session.Application, limits.HeldBack, session.What);
    }
}
