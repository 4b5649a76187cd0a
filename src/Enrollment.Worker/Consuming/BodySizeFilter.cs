using MassTransit;

namespace Enrollment.Worker.Consuming;

/// <summary>Tells the queue's consumer how large each body is.</summary>
internal sealed class BodySizeFilter(EndpointConsumer consumer) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        consumer.Received((int)(context.Body.Length ?? 0));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("bodySize");
}
