using Enrollment.Cli.Nightly;
using Enrollment.Cli.Output;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Replay;

/// <summary>Takes the servers and a worker through the steps, one after the other.</summary>
internal sealed class Replayer(Database database, FactPublisher publisher, NightRunner nights, WorkerFigures worker)
{
    private long sent;
    private int nightsRun;

    public long FactsPublished => sent;

    public int NightsRun => nightsRun;

    public async Task Play(IReadOnlyList<Step> steps, Work work, CancellationToken cancellation)
    {
        var before = await worker.FactsHandled(cancellation);
        for (var done = 0; done < steps.Count; done++)
        {
            var step = steps[done];
            if (step.Facts.Count > 0)
                await Facts(step, before, Progress(steps, done, work), cancellation);
            if (step.Night is { } night)
                await Night(night, cancellation);
            Progress(steps, done + 1, work)(sent);
        }

        if (steps[^1] is { Night: { } last })
            await Move(database.Settings.Calendar.NightlyInstant(last), cancellation);
    }

    private async Task Facts(Step step, long before, Action<long> handled, CancellationToken cancellation)
    {
        await Move(step.Clock!.Value, cancellation);
        await publisher.Publish(step.Facts, _ => { }, cancellation);
        sent += step.Facts.Count;
        await worker.UntilFactsHandled(before + sent, all => handled(all - before), cancellation);
    }

    private async Task Night(DateOnly date, CancellationToken cancellation)
    {
        await Move(database.Settings.Calendar.NightlyInstant(date), cancellation);
        await NightlyRequest.StoreAsync(database.Store, date, database.Settings.Calendar.NightlyInstant(date), _ => { }, cancellation);
        await nights.Run(date, _ => { }, cancellation);
        nightsRun++;
    }

    private async Task Move(DateTimeOffset instant, CancellationToken cancellation)
    {
        await ClockSetting.Set(database.Store, instant, running: false, cancellation);
        await worker.UntilClockShows(instant, cancellation);
    }

    private Action<long> Progress(IReadOnlyList<Step> steps, int done, Work work)
    {
        var step = steps[Math.Min(done, steps.Count - 1)];
        var date = step.Night ?? database.Settings.Calendar.DateOf(step.Clock!.Value);
        return handled => work.Report(done, $"{date:yyyy-MM-dd}, {Words.Count(handled)} facts, {nightsRun} nights");
    }
}
