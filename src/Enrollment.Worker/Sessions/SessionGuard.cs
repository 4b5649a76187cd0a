using Enrollment.Processing.Hosting;
using Enrollment.Processing.Observability;
using Enrollment.Queries.Sessions;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Ends a session of another role that has blocked work for a minute. Any worker may do so.
/// </summary>
internal sealed class SessionGuard(BlockingSessions sessions, SessionLimits limits, ILogger<SessionGuard> log) : PollingService(log)
{
    private readonly Dictionary<(int Pid, string Transaction), Seen> _seen = [];

    // Often enough to observe a session for the whole minute, and to end it soon after.
    protected override TimeSpan Interval => limits.HeldBack / 12;

    protected override string FailureMessage => "Sessions that block work could not be searched";

    // A worker that waits times out, pauses, and waits again before the session counts as blocking.
    private TimeSpan ForgottenAfter => limits.Waited + limits.HeldBack;

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(cancellationToken);
        EnrollmentMetrics.SessionsBlock(found.Select(session => session.Role));
        foreach (var session in found.Where(session => session.MayBeEnded && HeldBackFor(session) >= limits.HeldBack))
            await EndAsync(session, cancellationToken);
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

    private async Task EndAsync(BlockingSession session, CancellationToken cancellationToken)
    {
        if (!await sessions.EndAsync(session, cancellationToken))
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
