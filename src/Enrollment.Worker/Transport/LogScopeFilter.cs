using MassTransit;
using LogContext = Serilog.Context.LogContext;

namespace Enrollment.Worker.Transport;

/// <summary>Puts the message id and the queue on every line that is logged while a message is handled.</summary>
internal sealed class LogScopeFilter : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var delivery = Delivery.Of(context);
        using (LogContext.PushProperty("MessageId", delivery.Properties.MessageId))
        using (LogContext.PushProperty("Queue", delivery.Queue))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("logScope");
}
