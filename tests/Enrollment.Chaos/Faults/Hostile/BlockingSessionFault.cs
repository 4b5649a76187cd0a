using System.Diagnostics;
using System.Globalization;
using Enrollment.Chaos.Workers;
using Npgsql;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>
/// A session that holds work back, until a worker ends it. A worker ends what it has seen for a minute, so a third one that no other fault
/// touches is there meanwhile. A server that goes away ends the session too; then it is tried again.
/// </summary>
internal sealed class BlockingSessionFault(ChaosEnvironment environment, string what)
{
    private const int MaxAttempts = 3;

    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(40);

    /// <summary>A minute, and what looking every five seconds and a busy machine add.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(90);

    /// <param name="take">Makes the session hold something.</param>
    public Task RunAsync(Func<ForeignSession, Task> take) =>
        environment.Workers.AddThirdAsync(async guard =>
        {
            if (!await Polling.UntilAsync(guard.IsReadyAsync, TimeSpan.FromSeconds(90), environment.CancellationToken))
                throw new FaultMissedException("the third worker did not become ready in time");
            for (var tries = 0; tries < MaxAttempts; tries++)
                if (await IsEndedSafelyAsync(guard, take))
                    return;
            throw new FaultMissedException("a server went away each time");
        });

    private async Task<bool> IsEndedSafelyAsync(WorkerSlot guard, Func<ForeignSession, Task> take)
    {
        try
        {
            return await IsEndedByWorkerAsync(guard, take);
        }
        catch (NpgsqlException)
        {
            // The server went away, and the session with it.
            return false;
        }
    }

    private async Task<bool> IsEndedByWorkerAsync(WorkerSlot guard, Func<ForeignSession, Task> take)
    {
        if (
            !await Polling.UntilAsync(
                async () => await environment.Database.ValueAsync<int>("select 1") == 1,
                TimeSpan.FromSeconds(30),
                environment.CancellationToken
            )
        )
            return false;
        await using var session = await ForeignSession.OpenAsync(environment.Database, environment.CancellationToken);
        var server = await environment.Database.GenerationAsync();
        await take(session);
        var isNamed = await Polling.UntilAsync(
            async () => await IsNamedAsync(guard, session) || await IsGoneAsync(session),
            ReportTimeout,
            environment.CancellationToken
        );
        var since = Stopwatch.StartNew();
        var isGone = await Polling.UntilAsync(
            () => IsGoneAsync(session),
            isNamed ? EndTimeout : TimeSpan.Zero,
            environment.CancellationToken
        );
        if (await environment.Database.GenerationAsync() != server)
            return false;
        if (!isNamed)
            throw new FaultMissedException("nothing waited for it");
        if (!isGone)
            environment.AddFinding(
                "sessions",
                $"{what}: process {session.ProcessId} held work back for {since.Elapsed.TotalSeconds:0} s and was not ended"
            );
        ProgressLog.Write($"    {what}: process {session.ProcessId} was ended {since.Elapsed.TotalSeconds:0} s after it was named");
        return true;
    }

    private static async Task<bool> IsNamedAsync(WorkerSlot guard, ForeignSession session) =>
        (await guard.GetHealthProblemsAsync()).GetValueOrDefault("sessions") is { } sentence
        && sentence.Contains(string.Create(CultureInfo.InvariantCulture, $"Process {session.ProcessId} "), StringComparison.Ordinal);

    private async Task<bool> IsGoneAsync(ForeignSession session) =>
        await environment.Database.ValueAsync<long>(
            string.Create(CultureInfo.InvariantCulture, $"select count(*) from pg_stat_activity where pid = {session.ProcessId}")
        ) == 0;
}
