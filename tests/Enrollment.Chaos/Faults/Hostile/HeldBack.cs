using System.Diagnostics;
using System.Globalization;
using Enrollment.Chaos.Workers;
using Npgsql;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>
/// A session that holds work back, until a worker ends it. A worker ends what it has seen for a minute, so a third one that no other fault
/// touches is there meanwhile. A server that
/// goes away ends the session too; then it is tried again.
/// </summary>
internal sealed class HeldBack(Scene scene, string what)
{
    private const int MostTries = 3;

    private static readonly TimeSpan UntilNamed = TimeSpan.FromSeconds(40);

    /// <summary>A minute, and what looking every five seconds and a busy machine add.</summary>
    private static readonly TimeSpan UntilEnded = TimeSpan.FromSeconds(90);

    /// <param name="take">Makes the session hold something.</param>
    public Task Until(Func<ForeignSession, Task> take) =>
        scene.Crew.WithThird(async guard =>
        {
            if (!await Wait.Until(guard.IsReady, TimeSpan.FromSeconds(90), scene.Cancellation))
                throw new FaultMissedException("the third worker did not become ready in time");
            for (var tries = 0; tries < MostTries; tries++)
                if (await IsEndedSafely(guard, take))
                    return;
            throw new FaultMissedException("a server went away each time");
        });

    private async Task<bool> IsEndedSafely(WorkerSlot guard, Func<ForeignSession, Task> take)
    {
        try
        {
            return await IsEndedByWorker(guard, take);
        }
        catch (NpgsqlException)
        {
            // The server went away, and the session with it.
            return false;
        }
    }

    private async Task<bool> IsEndedByWorker(WorkerSlot guard, Func<ForeignSession, Task> take)
    {
        if (!await Wait.Until(async () => await scene.Database.Value<int>("select 1") == 1, TimeSpan.FromSeconds(30), scene.Cancellation))
            return false;
        await using var session = await ForeignSession.Open(scene.Database, scene.Cancellation);
        var server = await scene.Database.Generation();
        await take(session);
        var isNamed = await Wait.Until(async () => await IsNamed(guard, session) || await IsGone(session), UntilNamed, scene.Cancellation);
        var since = Stopwatch.StartNew();
        var isGone = await Wait.Until(() => IsGone(session), isNamed ? UntilEnded : TimeSpan.Zero, scene.Cancellation);
        if (await scene.Database.Generation() != server)
            return false;
        if (!isNamed)
            throw new FaultMissedException("nothing waited for it");
        if (!isGone)
            scene.Found(
                "sessions",
                $"{what}: process {session.ProcessId} held work back for {since.Elapsed.TotalSeconds:0} s and was not ended"
            );
        Progress.Say($"    {what}: process {session.ProcessId} was ended {since.Elapsed.TotalSeconds:0} s after it was named");
        return true;
    }

    private static async Task<bool> IsNamed(WorkerSlot guard, ForeignSession session) =>
        (await guard.Ailments()).GetValueOrDefault("sessions") is { } sentence
        && sentence.Contains(string.Create(CultureInfo.InvariantCulture, $"Process {session.ProcessId} "), StringComparison.Ordinal);

    private async Task<bool> IsGone(ForeignSession session) =>
        await scene.Database.Value<long>(
            string.Create(CultureInfo.InvariantCulture, $"select count(*) from pg_stat_activity where pid = {session.ProcessId}")
        ) == 0;
}
