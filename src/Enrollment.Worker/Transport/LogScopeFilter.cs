using MassTransit;
using LogContext = Serilog.Context.LogContext;

namespace Enrollment.Worker.Transport;

/// <summary>Adds the message id and the queue to the log lines of a message.</summary>
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
