using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>Measures the immediate path: first the worker, then, with the worker gone, what it is compared with.</summary>
internal sealed class ImmediateBench(Settings settings, CancellationToken cancellationToken)
{
    private readonly ImmediatePlan _plan = ImmediatePlan.Of(settings);

    public async Task<(ImmediateFigures Worker, ImmediateFigures Reference)> MeasureAsync()
    {
        var (worker, queue) = await OfWorkerAsync();
        ProgressLog.Write("immediate: the consumers to compare with");
        await using var sandbox = await Sandbox.CreateAsync();
        return (worker, await new ReferenceBench(settings, sandbox, _plan, queue).MeasureAsync());
    }

    private async Task<(ImmediateFigures Figures, QueueDescription Queue)> OfWorkerAsync()
    {
        await using var deployment = await Deployment.StartAsync(settings, "immediate", _plan.People, cancellationToken);
        var queue = await QueueDescription.OfAsync(deployment.Sandbox.RabbitMq, WorkerBench.Queue, cancellationToken);
        return (await new WorkerBench(settings, deployment, _plan).MeasureAsync(), queue);
    }
}
