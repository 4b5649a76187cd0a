using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;

namespace Enrollment.Benchmark.Immediate;

/// <summary>Measures the worker's immediate path.</summary>
internal sealed class WorkerBench(Settings settings, Deployment deployment, ImmediatePlan plan)
{
    public static readonly string Queue = Queues.Of(typeof(GroupMembershipChanged));

    private readonly Commits _commits = new(deployment.Sandbox, OwnTables.Enrollment, $"activity_id = '{Joins.Activity}'");
    private int _joined;

    public async Task<ImmediateFigures> Measure()
    {
        await deployment.IsQuiet();
        await deployment.Save(Joins.Rule);
        await Burst(ImmediatePlan.WarmUp);
        var figures = new ImmediateFigures
        {
            PerSecond = settings.Measures(Settings.ImmediateThroughput) ? await Bursts() : [],
            Latencies = settings.Measures(Settings.ImmediateLatency) ? await Evenly() : [],
        };
        await Check();
        return figures;
    }

    private async Task<IReadOnlyList<double>> Bursts()
    {
        var rates = new List<double>();
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            rates.Add(await Burst(plan.Burst(repetition)));
            Progress.Say($"  burst of {plan.BurstSize:N0}: {rates[^1]:N0} messages per second");
        }

        return rates;
    }

    /// <summary>From the first publish to the last commit; enrollments of earlier bursts were committed before.</summary>
    private async Task<double> Burst(Range people)
    {
        var messages = Joins.Of(people);
        var begun = DateTime.UtcNow;
        await deployment.Publisher.PublishAll(messages);
        await AreEnrolled(messages.Count);
        return messages.Count / (await _commits.Last() - begun).TotalSeconds;
    }

    private async Task<IReadOnlyList<Latencies>> Evenly()
    {
        var all = new List<Latencies>();
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            await deployment.Publisher.PublishEvenly(Joins.Of(plan.EvenWarmUp(repetition)), ImmediatePlan.PerSecond);
            var instants = await deployment.Publisher.PublishEvenly(Joins.Of(plan.Even(repetition)), ImmediatePlan.PerSecond);
            await AreEnrolled(plan.EvenWarmUp(repetition).Count() + instants.Count);
            all.Add(Latencies.Of(plan.Even(repetition), instants, await _commits.ByLearner()));
            Progress.Say($"  {ImmediatePlan.PerSecond} per second: {all[^1]}");
        }

        return all;
    }

    /// <summary>
    /// Counting rows would disturb the burst, so the queue is looked at until it is empty; and the next measurement begins with nothing
    /// left to do.
    /// </summary>
    private async Task AreEnrolled(int more)
    {
        _joined += more;
        await deployment.Until(async () => await deployment.Publisher.Waiting(Queue) == 0, "the queue is empty");
        await deployment.Until(async () => await _commits.Count() >= _joined, $"{_joined} people are enrolled", betweenLooks: 500);
        await deployment.IsQuiet();
    }

    private async Task Check()
    {
        await EnrollmentCheck.Stored(deployment.Sandbox, Joins.Activity, "open", "period_planned", _joined);
        var twice = await deployment.Sandbox.Value<long>(
            $"select count(*) from {DatabaseSchema.Name}.mt_streams where id like 'learner/%' and version = 2"
        );
        if (twice != _joined)
            throw new WrongResultException($"{_joined} people joined, but {twice} streams of people hold two events.");
    }
}
