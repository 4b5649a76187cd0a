using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>
/// Measures the least a consumer can do with the same messages from the same publisher, on servers' parts of its own and with no worker
/// running.
/// </summary>
internal sealed class ReferenceBench(Settings settings, Sandbox sandbox, ImmediatePlan plan, QueueInUse queue)
{
    public async Task<ImmediateFigures> Measure()
    {
        await using var publisher = await Publisher.Connect(sandbox.RabbitMq);
        return new ImmediateFigures
        {
            PerSecond = settings.Measures(Settings.ImmediateThroughput) ? await Bursts(publisher) : [],
            Latencies = settings.Measures(Settings.ImmediateLatency) ? await Evenly(publisher) : [],
        };
    }

    private async Task<IReadOnlyList<double>> Bursts(Publisher publisher)
    {
        await using var consumer = await ReferenceProcess.Start(Consumer(postgres: null));
        var rates = new List<double>();
        await Burst(publisher, consumer, ImmediatePlan.WarmUp);
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            rates.Add(await Burst(publisher, consumer, plan.Burst(repetition)));
            Progress.Say($"  only acknowledged: {rates[^1]:N0} messages per second");
        }

        return rates;
    }

    private static async Task<double> Burst(Publisher publisher, ReferenceProcess consumer, Range people)
    {
        var messages = Joins.Of(people);
        var begun = DateTime.UtcNow;
        await publisher.PublishAll(messages);
        return messages.Count / (await consumer.DoneWith(messages.Count) - begun).TotalSeconds;
    }

    private async Task<IReadOnlyList<Latencies>> Evenly(Publisher publisher)
    {
        var all = new List<Latencies>();
        await sandbox.Execute($"create table {ReferenceConsumer.Table} (learner_id text primary key)");
        await using var consumer = await ReferenceProcess.Start(Consumer(sandbox.Postgres));
        await Burst(publisher, consumer, ImmediatePlan.WarmUp);
        for (var repetition = 0; repetition < Settings.Repetitions; repetition++)
        {
            await publisher.PublishEvenly(Joins.Of(plan.EvenWarmUp(repetition)), ImmediatePlan.PerSecond);
            var instants = await publisher.PublishEvenly(Joins.Of(plan.Even(repetition)), ImmediatePlan.PerSecond);
            await consumer.DoneWith(plan.EvenWarmUp(repetition).Count() + instants.Count);
            all.Add(Latencies.Of(plan.Even(repetition), instants, await new Commits(sandbox, ReferenceConsumer.Table, "true").ByLearner()));
            Progress.Say($"  one row inserted: {all[^1]}");
        }

        return all;
    }

    private ReferenceSettings Consumer(string? postgres) => new(sandbox.RabbitMq.ToString(), postgres, queue.Arguments, queue.Prefetch);
}
