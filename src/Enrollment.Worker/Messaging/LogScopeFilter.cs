using MassTransit;
using LogContext = Serilog.Context.LogContext;

namespace Enrollment.Worker.Messaging;

/// <summary>Puts the message id and the queue on every line that is logged while a message is handled.</summary>
internal sealed class LogScopeFilter : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        using (LogContext.PushProperty("MessageId", MessageId(context)))
        using (LogContext.PushProperty("Queue", context.InputAddress.LastSegment()))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("logScope");

    // The raw text: MassTransit's own MessageId is null for ids that are not GUIDs.
    private static string? MessageId(ReceiveContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Properties.MessageId : null;
}
