using Enrollment.Cli.Nightly;
using Enrollment.Cli.Output;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Clock;
using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Cli.Replay;

/// <summary>Takes the servers and a worker through the steps, one after the other.</summary>
internal sealed class Replayer(Database database, FactPublisher publisher, NightRunner nights, WorkerFigures worker)
{
    private long _sent;
    private int _nightsRun;

    public long FactsPublished => _sent;

    public int NightsRun => _nightsRun;

    public async Task Play(IReadOnlyList<Step> steps, Work work, CancellationToken cancellationToken)
    {
        var before = await worker.FactsHandled(cancellationToken);
        for (var done = 0; done < steps.Count; done++)
        {
            var step = steps[done];
            if (step.Facts.Count > 0)
                await Facts(step, before, Progress(steps, done, work), cancellationToken);
            if (step.Night is { } night)
                await Night(night, cancellationToken);
            Progress(steps, done + 1, work)(_sent);
        }

        if (steps[^1] is { Night: { } last })
            await Move(database.Settings.Calendar.NightlyInstant(last), cancellationToken);
    }

    private async Task Facts(Step step, long before, Action<long> handled, CancellationToken cancellationToken)
    {
        await Move(step.Clock!.Value, cancellationToken);
        await publisher.Publish(step.Facts, _ => { }, cancellationToken);
        _sent += step.Facts.Count;
        await worker.UntilFactsHandled(before + _sent, all => handled(all - before), cancellationToken);
    }

    private async Task Night(DateOnly date, CancellationToken cancellationToken)
    {
        await Move(database.Settings.Calendar.NightlyInstant(date), cancellationToken);
        await NightlyRequest.StoreAsync(database.Store, date, database.Settings.Calendar.NightlyInstant(date), _ => { }, cancellationToken);
        await nights.Run(date, _ => { }, cancellationToken);
        _nightsRun++;
    }

    private async Task Move(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await ClockSetting.Set(database.Store, instant, running: false, cancellationToken);
        await worker.UntilClockShows(instant, cancellationToken);
    }

    private Action<long> Progress(IReadOnlyList<Step> steps, int done, Work work)
    {
        var step = steps[Math.Min(done, steps.Count - 1)];
        var date = step.Night ?? database.Settings.Calendar.DateOf(step.Clock!.Value);
        return handled => work.Report(done, $"{date:yyyy-MM-dd}, {Words.Count(handled)} facts, {_nightsRun} nights");
    }
}
