using Enrollment.Processing.Observability;
using Enrollment.Queries.Sessions;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Ends a session of another role that has held work back for a minute. Any worker may: whoever comes second finds it gone.
/// </summary>
internal sealed class SessionGuard(BlockingSessions sessions, SessionLimits limits, ILogger<SessionGuard> log) : BackgroundService
{
    private readonly Dictionary<(int Pid, string Transaction), Seen> _seen = [];

    // Often enough to end it soon after its time, and to have seen it for all of it.
    private TimeSpan BetweenLooks => limits.HeldBack / 12;

    // A worker that waits gives up after a while, pauses before it tries again, and has to wait for a while before it counts again.
    private TimeSpan Forgotten => limits.Waited + limits.HeldBack;

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
        var found = await sessions.FindAsync(stoppingToken);
        EnrollmentMetrics.SessionsBlock(found.Select(session => session.Role));
        foreach (var session in found.Where(session => session.MayBeEnded && HeldBackFor(session) >= limits.HeldBack))
            await EndAsync(session, stoppingToken);
        foreach (var gone in _seen.Where(seen => TimeProvider.System.GetElapsedTime(seen.Value.Last) > Forgotten).ToArray())
            _seen.Remove(gone.Key);
    }

    private TimeSpan HeldBackFor(BlockingSession session)
    {
        var now = TimeProvider.System.GetTimestamp();
        var first = _seen.TryGetValue(session.Key, out var before) ? before.First : now;
        _seen[session.Key] = new Seen(first, now);
        return TimeProvider.System.GetElapsedTime(first, now);
    }

    private async Task EndAsync(BlockingSession session, CancellationToken stoppingToken)
    {
        if (!await sessions.EndAsync(session, stoppingToken))
            return;
        _seen.Remove(session.Key);
        EnrollmentMetrics.SessionEnded(session.Role);
        log.LogWarning(
            "Ended process {Pid} of the role {Role} (application {Application}): for {HeldBack} it {What}",
            session.Pid,
            session.Role,
            session.Application,
            limits.HeldBack,
            session.What
        );
    }

    /// <summary>When it was found for the first and for the last time, without a long break.</summary>
    private readonly record struct Seen(long First, long Last);
}
