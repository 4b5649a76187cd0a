using Enrollment.Worker.Observability;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Ends a session of another role that has held work back for a minute. Any worker may: whoever comes second finds it gone.
/// </summary>
internal sealed class SessionGuard(BlockingSessions sessions, SessionLimits limits, ILogger<SessionGuard> log) : BackgroundService
{
    // Often enough to end it soon after its time, and to have seen it for all of it.
    private const int Looks = 12;

    private readonly SessionMemory _memory = new(limits, Looks);

    private TimeSpan BetweenLooks => limits.HeldBack / Looks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookSafelyAsync(stoppingToken);
    }

    private async Task LookSafelyAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(trouble, "It could not be looked for sessions that hold work back; it is tried again in {Pause}", BetweenLooks);
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var found = await sessions.FindAsync(withBrief: true, stoppingToken);
        EnrollmentMetrics.SessionsBlock(found.Where(session => !session.IsBrief).Select(session => session.Role));
        _memory.Note(found);
        foreach (var session in found.Where(session => session.MayBeEnded && _memory.IsTooLong(session)))
            await EndAsync(session, stoppingToken);
    }

    private async Task EndAsync(BlockingSession session, CancellationToken stoppingToken)
    {
        if (!await sessions.EndAsync(session, stoppingToken))
            return;
        _memory.Forget(session);
        EnrollmentMetrics.SessionEnded(session.Role);
        log.LogWarning("Ended process {Pid} of the role {Role} (application {Application}): for {HeldBack} it {What}",
            session.Pid, session.Role, session.Application, limits.HeldBack, session.What);
    }
}
