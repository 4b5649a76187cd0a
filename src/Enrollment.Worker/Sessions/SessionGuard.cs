using Enrollment.Processing.Observability;
using Enrollment.Queries.Sessions;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Ends a session of another role that has blocked work for a minute. Any worker may do so.
/// </summary>
internal sealed class SessionGuard(BlockingSessions sessions, SessionLimits limits, ILogger<SessionGuard> log) : BackgroundService
{
    private readonly Dictionary<(int Pid, string Transaction), Seen> _seen = [];

    // Often enough to observe a session for the whole minute, and to end it soon after.
    private TimeSpan Interval => limits.HeldBack / 12;

    // A worker that waits times out, pauses, and waits again before the session counts as blocking.
    private TimeSpan ForgottenAfter => limits.Waited + limits.HeldBack;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryCheckAsync(stoppingToken);
    }

    private async Task TryCheckAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CheckAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Sessions that block work could not be searched; the worker tries again in {Pause}", Interval);
        }
    }

    private async Task CheckAsync(CancellationToken stoppingToken)
    {
        var found = await sessions.FindAsync(stoppingToken);
        EnrollmentMetrics.SessionsBlock(found.Select(session => session.Role));
        foreach (var session in found.Where(session => session.MayBeEnded && HeldBackFor(session) >= limits.HeldBack))
            await EndAsync(session, stoppingToken);
        foreach (var gone in _seen.Where(seen => TimeProvider.System.GetElapsedTime(seen.Value.Last) > ForgottenAfter).ToArray())
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

    /// <summary>The first and the last time that it was found, without a long break.</summary>
    private readonly record struct Seen(long First, long Last);
}
