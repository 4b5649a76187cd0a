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

    public async Task<IReadOnlyList<RestartFigures>> MeasureAsync()
    {
        await using var deployment = await Deployment.StartAsync(
            settings,
            "restart",
            Repetitions * (Between + (2 * Joining)),
            cancellationToken
        );
        await deployment.SaveAsync(JoinMessages.Rule);
        using var load = CpuLoad.With(settings.Busy);
        var all = new List<RestartFigures>();
        for (var repetition = 1; repetition <= Repetitions; repetition++)
        {
            await deployment.RestartAsync(settings, $"restart-{repetition}");
            var first = await JoinedAsync(deployment, Joining, PerSecond);
            await JoinedAsync(deployment, Between, 5 * PerSecond);
            all.Add(new RestartFigures(first, await JoinedAsync(deployment, Joining, PerSecond)));
            ProgressLog.Write($"  the first {Joining} joins after a restart took {all[^1].First:N1} ms, later {all[^1].Warm:N1} ms");
        }

        return all;
    }

    private async Task<double> JoinedAsync(Deployment deployment, int count, int perSecond)
    {
        var people = _joined..(_joined + count);
        var instants = await deployment.Publisher.PublishEvenlyAsync(JoinMessages.Of(people), perSecond);
        _joined += count;
        var commits = new CommitTimes(deployment.Sandbox, OwnTables.Enrollment, $"activity_id = '{JoinMessages.Activity}'");
        await deployment.UntilAsync(async () => await commits.CountAsync() >= _joined, $"{_joined} people are enrolled");
        return Latencies.Of(people, instants, await commits.ByLearnerAsync()).P50;
    }
}
