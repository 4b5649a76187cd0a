using MassTransit;

namespace Enrollment.Worker.Consuming;

/// <summary>Reports the size of each body to the queue's consumer.</summary>
internal sealed class BodySizeFilter(EndpointConsumer consumer) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        consumer.Received((int)(context.Body.Length ?? 0));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("bodySize");
}
