using System.Diagnostics;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;
using Enrollment.Processing.Auditing;
using Enrollment.Processing.Learners;
using Enrollment.Queries.Auditing;
using Enrollment.Storage.Auditing;

namespace Enrollment.Benchmark.Auditing;

/// <summary>
/// Measures the verification of everything a night has left, with COPY of the same events before and after it. It must find nothing.
/// </summary>
internal sealed class VerifyBench(Deployment deployment, CancellationToken cancellationToken)
{
    private Sandbox Sandbox => deployment.Sandbox;

    public async Task<AuditFigures> MeasureAsync()
    {
        var events = await IsChainedAsync();
        // Otherwise the server would do this in the middle of a measurement.
        await Sandbox.ExecuteAsync("vacuum (analyze)");
        var copy = new EventCopy(Sandbox.Source);
        await copy.SecondsAsync(cancellationToken);
        var before = await copy.SecondsAsync(cancellationToken);
        var (seconds, megabytes) = await VerifyAsync(events);
        var copied = new[] { before, await copy.SecondsAsync(cancellationToken) };
        ProgressLog.Write(
            $"  {events:N0} events verified in {seconds:N2} s, copied in {string.Join(" and ", copied.Select(one => $"{one:N2}"))} s; "
                + $"{megabytes:N0} MB"
        );
        return new AuditFigures(events / seconds, events / copied.Median(), megabytes);
    }

    /// <summary>The worker's follower spares writers; nobody writes now, so this follows beside it, as fast as it goes.</summary>
    private async Task<long> IsChainedAsync()
    {
        await deployment.IsQuietAsync();
        await using var connection = await Sandbox.Source.OpenConnectionAsync(cancellationToken);
        var last = await Sandbox.ValueAsync<long>($"select max(seq_id) from {EventCopy.Table}");
        await deployment.UntilAsync(
            async () =>
            {
                while (await ChainFollower.FollowAsync(connection, cancellationToken) > 0) { }

                return (await ChainHead.LoadAsync(connection, cancellationToken)).Sequence >= last;
            },
            "every event is chained"
        );
        return await Sandbox.ValueAsync<long>($"select count(*) from {EventCopy.Table}");
    }

    private async Task<(double Seconds, double Megabytes)> VerifyAsync(long events)
    {
        PeakMemory.Forget();
        var elapsed = Stopwatch.StartNew();
        var record = await new Verification(Sandbox.Store, Sandbox.Postgres, Sandbox.Calendar, DateTimeOffset.UtcNow).RunAsync(
            [],
            cancellationToken
        );
        var (seconds, megabytes) = (elapsed.Elapsed.TotalSeconds, PeakMemory.Megabytes(Environment.ProcessId));
        if (record.Findings is [var first, ..])
            throw new WrongResultException(
                $"The record has {record.Findings.Count} findings after a night that nobody touched. "
                    + $"{first.Kind} {first.Stream} {first.Version}: {first.What}"
            );
        if ((record.Events, record.Chain.Position, record.NotYetChained) != (events, events, 0))
            throw new WrongResultException(
                $"{record.Events} events were verified and {record.Chain.Position} are chained, but there are {events}."
            );
        return (seconds, megabytes);
    }
}
