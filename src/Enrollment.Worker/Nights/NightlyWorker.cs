using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>Plans the phases of a run and carries out their segments, on any worker.</summary>
public sealed class NightlyWorker(
    IdempotentPhaseExecutor once,
    [FromKeyedServices(NightlyPhase.Batch)] INightlyWork batch,
    [FromKeyedServices(NightlyPhase.Rollover)] INightlyWork rollover
) : IConsumer<RunNightlyBatch>, IConsumer<RunBatchSegment>, IConsumer<RollOverPeriods>, IConsumer<RunRolloverSegment>
{
    public async Task Consume(ConsumeContext<RunNightlyBatch> context)
    {
        var date = context.Message.BusinessDate;
        if (await once.Plan(batch, date, NightlyPhase.Batch, context.CancellationToken) is { } plan)
            await context.Publish(new NightlyBatchPlanned(date, plan.Work));
    }

    public async Task Consume(ConsumeContext<RunBatchSegment> context)
    {
        var (date, segment) = context.Message;
        if (await once.Run(batch, date, NightlyPhase.Batch, segment, context.GetRetryAttempt(), context.CancellationToken) is { } result)
            await context.Publish(new BatchSegmentCompleted(date, segment, result.Counts));
    }

    public async Task Consume(ConsumeContext<RollOverPeriods> context)
    {
        var date = context.Message.BusinessDate;
        if (await once.Plan(rollover, date, NightlyPhase.Rollover, context.CancellationToken) is { } plan)
            await context.Publish(new PeriodRolloverPlanned(date, plan.Work));
    }

    public async Task Consume(ConsumeContext<RunRolloverSegment> context)
    {
        var (date, segment) = context.Message;
        if (
            await once.Run(rollover, date, NightlyPhase.Rollover, segment, context.GetRetryAttempt(), context.CancellationToken) is
            { } result
        )
            await context.Publish(new RolloverSegmentCompleted(date, segment, result.Counts));
    }
}
