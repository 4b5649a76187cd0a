using Enrollment.Cli.Nightly;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Replay;

/// <summary>Plays the steps one after the other on the servers and a worker.</summary>
internal sealed class Replayer(Database database, FactPublisher publisher, NightlyRunClient nights, WorkerMetrics worker)
{
    private long _sent;
    private int _nightsRun;

    public long FactsPublished => _sent;

    public int NightsRun => _nightsRun;

    public async Task PlayAsync(IReadOnlyList<ReplayStep> steps, ProgressReporter progress, CancellationToken cancellationToken)
    {
        var before = await worker.GetFactsHandledAsync(cancellationToken);
        for (var done = 0; done < steps.Count; done++)
        {
            var step = steps[done];
            if (step.Facts.Count > 0)
                await PublishFactsAsync(step, before, CreateReport(steps, done, progress), cancellationToken);
            if (step.Night is { } night)
                await RunNightAsync(night, cancellationToken);
            CreateReport(steps, done + 1, progress)(_sent);
        }

        if (steps[^1] is { Night: { } last })
            await MoveClockAsync(database.Settings.Calendar.NightlyInstant(last), cancellationToken);
    }

    private async Task PublishFactsAsync(ReplayStep step, long before, Action<long> handled, CancellationToken cancellationToken)
    {
        await MoveClockAsync(step.Clock!.Value, cancellationToken);
        await publisher.PublishAsync(step.Facts, _ => { }, cancellationToken);
        _sent += step.Facts.Count;
        await worker.WaitForFactsAsync(before + _sent, all => handled(all - before), cancellationToken);
    }

    private async Task RunNightAsync(DateOnly date, CancellationToken cancellationToken)
    {
        await MoveClockAsync(database.Settings.Calendar.NightlyInstant(date), cancellationToken);
        await NightlyRequest.StoreAsync(database.Store, date, database.Settings.Calendar.NightlyInstant(date), _ => { }, cancellationToken);
        await nights.RunAsync(date, _ => { }, cancellationToken);
        _nightsRun++;
    }

    private async Task MoveClockAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await ClockSetting.SetAsync(database.Store, instant, running: false, cancellationToken);
        await worker.WaitForClockAsync(instant, cancellationToken);
    }

    private Action<long> CreateReport(IReadOnlyList<ReplayStep> steps, int done, ProgressReporter progress)
    {
        var step = steps[Math.Min(done, steps.Count - 1)];
        var date = step.Night ?? database.Settings.Calendar.DateOf(step.Clock!.Value);
        return handled => progress.Report(done, $"{date:yyyy-MM-dd}, {Format.Count(handled)} facts, {_nightsRun} nights");
    }
}
