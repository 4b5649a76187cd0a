using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>Plans the phases of a run and carries out their segments, on any worker.</summary>
internal sealed class NightlyPhaseConsumer(IdempotentPhaseExecutor executor)
    : IConsumer<RunNightlyBatch>,
        IConsumer<RunBatchSegment>,
        IConsumer<RollOverPeriods>,
        IConsumer<RunRolloverSegment>
{
    public Task Consume(ConsumeContext<RunNightlyBatch> context) => PlanAsync(context, context.Message.BusinessDate, NightlyPhase.Batch);

    public Task Consume(ConsumeContext<RunBatchSegment> context) =>
        RunSegmentAsync(context, new(context.Message.BusinessDate, NightlyPhase.Batch, context.Message.Segment));

    public Task Consume(ConsumeContext<RollOverPeriods> context) => PlanAsync(context, context.Message.BusinessDate, NightlyPhase.Rollover);

    public Task Consume(ConsumeContext<RunRolloverSegment> context) =>
        RunSegmentAsync(context, new(context.Message.BusinessDate, NightlyPhase.Rollover, context.Message.Segment));

    private async Task PlanAsync(ConsumeContext context, DateOnly date, NightlyPhase phase)
    {
        if (await executor.PlanAsync(date, phase, context.CancellationToken) is { } plan)
            await context.Publish(PhaseMessages.Planned(plan), context.CancellationToken);
    }

    private async Task RunSegmentAsync(ConsumeContext context, SegmentId segment)
    {
        if (await executor.RunSegmentAsync(segment, context.GetRetryAttempt(), context.CancellationToken) is { } result)
            await context.Publish(PhaseMessages.SegmentCompleted(result), context.CancellationToken);
    }
}
