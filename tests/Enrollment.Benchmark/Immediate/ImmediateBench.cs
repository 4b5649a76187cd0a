using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>Measures the immediate path: first the worker, then, with the worker gone, what it is compared with.</summary>
internal sealed class ImmediateBench(Settings settings, CancellationToken cancellationToken)
{
    private readonly ImmediatePlan _plan = ImmediatePlan.Of(settings);

    public async Task<(ImmediateFigures Worker, ImmediateFigures Reference)> Measure()
    {
        var (worker, queue) = await OfWorker();
        Progress.Say("immediate: the consumers to compare with");
        await using var sandbox = await Sandbox.Create();
        return (worker, await new ReferenceBench(settings, sandbox, _plan, queue).Measure());
    }

    private async Task<(ImmediateFigures Figures, QueueInUse Queue)> OfWorker()
    {
        await using var deployment = await Deployment.Start(settings, "immediate", _plan.People, cancellationToken);
        var queue = await QueueInUse.Of(deployment.Sandbox.RabbitMq, WorkerBench.Queue, cancellationToken);
        return (await new WorkerBench(settings, deployment, _plan).Measure(), queue);
    }
}
