using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>
/// Measures the least a consumer can do with the same messages from the same publisher, on servers' parts of its own and with no worker
/// running.
/// </summary>
internal sealed class ReferenceBench(Settings settings, Sandbox sandbox, ImmediatePlan plan, QueueDescription queue)
{
    public async Task<ImmediateFigures> MeasureAsync()
    {
        await using var publisher = await Publisher.ConnectAsync(sandbox.RabbitMq);
        return new ImmediateFigures
        {
            PerSecond = settings.Measures(Settings.ImmediateThroughput) ? await BurstsAsync(publisher) : [],
            Latencies = settings.Measures(Settings.ImmediateLatency) ? await EvenlyAsync(publisher) : [],
        };
    }

    private async Task<IReadOnlyList<double>> BurstsAsync(Publisher publisher)
    {
        await using var consumer = await ReferenceProcess.StartAsync(Consumer(postgres: null));
        var rates = new List<double>();
        await BurstAsync(publisher, consumer, ImmediatePlan.WarmUp);
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            rates.Add(await BurstAsync(publisher, consumer, plan.Burst(repetition)));
            ProgressLog.Write($"  only acknowledged: {rates[^1]:N0} messages per second");
        }

        return rates;
    }

    private static async Task<double> BurstAsync(Publisher publisher, ReferenceProcess consumer, Range people)
    {
        var messages = JoinMessages.Of(people);
        var begun = DateTime.UtcNow;
        await publisher.PublishAllAsync(messages);
        return messages.Count / (await consumer.DoneWithAsync(messages.Count) - begun).TotalSeconds;
    }

    private async Task<IReadOnlyList<Latencies>> EvenlyAsync(Publisher publisher)
    {
        var all = new List<Latencies>();
        await sandbox.ExecuteAsync($"create table {ReferenceConsumer.Table} (learner_id text primary key)");
        await using var consumer = await ReferenceProcess.StartAsync(Consumer(sandbox.Postgres));
        await BurstAsync(publisher, consumer, ImmediatePlan.WarmUp);
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            await publisher.PublishEvenlyAsync(JoinMessages.Of(plan.EvenWarmUp(repetition)), ImmediatePlan.PerSecond);
            var instants = await publisher.PublishEvenlyAsync(JoinMessages.Of(plan.Even(repetition)), ImmediatePlan.PerSecond);
            await consumer.DoneWithAsync(plan.EvenWarmUp(repetition).Count() + instants.Count);
            all.Add(
                Latencies.Of(
                    plan.Even(repetition),
                    instants,
                    await new CommitTimes(sandbox, ReferenceConsumer.Table, "true").ByLearnerAsync()
                )
            );
            ProgressLog.Write($"  one row inserted: {all[^1]}");
        }

        return all;
    }

    private ReferenceSettings Consumer(string? postgres) => new(sandbox.RabbitMq.ToString(), postgres, queue.Arguments, queue.Prefetch);
}
