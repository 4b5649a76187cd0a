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

    private readonly CommitTimes _commits = new(deployment.Sandbox, OwnTables.Enrollment, $"activity_id = '{JoinMessages.Activity}'");
    private int _joined;

    public async Task<ImmediateFigures> MeasureAsync()
    {
        await deployment.IsQuietAsync();
        await deployment.SaveAsync(JoinMessages.Rule);
        await BurstAsync(ImmediatePlan.WarmUp);
        var figures = new ImmediateFigures
        {
            PerSecond = settings.Measures(Settings.ImmediateThroughput) ? await BurstsAsync() : [],
            Latencies = settings.Measures(Settings.ImmediateLatency) ? await EvenlyAsync() : [],
        };
        await CheckAsync();
        return figures;
    }

    private async Task<IReadOnlyList<double>> BurstsAsync()
    {
        var rates = new List<double>();
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            rates.Add(await BurstAsync(plan.Burst(repetition)));
            ProgressLog.Write($"  burst of {plan.BurstSize:N0}: {rates[^1]:N0} messages per second");
        }

        return rates;
    }

    /// <summary>From the first publish to the last commit; enrollments of earlier bursts were committed before.</summary>
    private async Task<double> BurstAsync(Range people)
    {
        var messages = JoinMessages.Of(people);
        var begun = DateTime.UtcNow;
        await deployment.Publisher.PublishAllAsync(messages);
        await AreEnrolledAsync(messages.Count);
        return messages.Count / (await _commits.LastAsync() - begun).TotalSeconds;
    }

    private async Task<IReadOnlyList<Latencies>> EvenlyAsync()
    {
        var all = new List<Latencies>();
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            await deployment.Publisher.PublishEvenlyAsync(JoinMessages.Of(plan.EvenWarmUp(repetition)), ImmediatePlan.PerSecond);
            var instants = await deployment.Publisher.PublishEvenlyAsync(JoinMessages.Of(plan.Even(repetition)), ImmediatePlan.PerSecond);
            await AreEnrolledAsync(plan.EvenWarmUp(repetition).Count() + instants.Count);
            all.Add(Latencies.Of(plan.Even(repetition), instants, await _commits.ByLearnerAsync()));
            ProgressLog.Write($"  {ImmediatePlan.PerSecond} per second: {all[^1]}");
        }

        return all;
    }

    /// <summary>
    /// Counting rows would disturb the burst, so the queue is looked at until it is empty; and the next measurement begins with nothing
    /// left to do.
    /// </summary>
    private async Task AreEnrolledAsync(int more)
    {
        _joined += more;
        await deployment.UntilAsync(async () => await deployment.Publisher.WaitingAsync(Queue) == 0, "the queue is empty");
        await deployment.UntilAsync(
            async () => await _commits.CountAsync() >= _joined,
            $"{_joined} people are enrolled",
            betweenLooks: 500
        );
        await deployment.IsQuietAsync();
    }

    private async Task CheckAsync()
    {
        await EnrollmentCheck.StoredAsync(deployment.Sandbox, JoinMessages.Activity, "open", "period_planned", _joined);
        var twice = await deployment.Sandbox.ValueAsync<long>(
            $"select count(*) from {DatabaseSchema.Name}.mt_streams where id like 'learner/%' and version = 2"
        );
        if (twice != _joined)
            throw new WrongResultException($"{_joined} people joined, but {twice} streams of people hold two events.");
    }
}
