using Enrollment.Benchmark.Immediate;
using Enrollment.Benchmark.Servers;
using Enrollment.Storage.Schema;

namespace Enrollment.Benchmark.Restart;

/// <summary>
/// Measures how fast a worker is that was just started, against itself a little later; where it is asked for, on a machine that is kept
/// busy.
/// </summary>
internal sealed class RestartBench(Settings settings, CancellationToken cancellationToken)
{
    private const int Repetitions = 5;
    private const int Joining = 40;
    private const int Between = 400;
    private const int PerSecond = 20;

    private int _joined;

    public async Task<IReadOnlyList<RestartFigures>> Measure()
    {
        await using var deployment = await Deployment.Start(
            settings,
            "restart",
            Repetitions * (Between + (2 * Joining)),
            cancellationToken
        );
        await deployment.Save(Joins.Rule);
        using var load = BusyMachine.With(settings.Busy);
        var all = new List<RestartFigures>();
        for (var repetition = 1; repetition <= Repetitions; repetition++)
        {
            await deployment.Restart(settings, $"restart-{repetition}");
            var first = await Joined(deployment, Joining, PerSecond);
            await Joined(deployment, Between, 5 * PerSecond);
            all.Add(new RestartFigures(first, await Joined(deployment, Joining, PerSecond)));
            Progress.Say($"  the first {Joining} joins after a restart took {all[^1].First:N1} ms, later {all[^1].Warm:N1} ms");
        }

        return all;
    }

    private async Task<double> Joined(Deployment deployment, int count, int perSecond)
    {
        var people = _joined..(_joined + count);
        var instants = await deployment.Publisher.PublishEvenly(Joins.Of(people), perSecond);
        _joined += count;
        var commits = new Commits(deployment.Sandbox, OwnTables.Enrollment, $"activity_id = '{Joins.Activity}'");
        await deployment.Until(async () => await commits.Count() >= _joined, $"{_joined} people are enrolled");
        return Latencies.Of(people, instants, await commits.ByLearner()).P50;
    }
}
