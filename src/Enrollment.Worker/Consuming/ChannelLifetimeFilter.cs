using MassTransit;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Stops waiting for the handling of a message when its channel closes. RabbitMQ.Client closes a connection channel by channel and waits
/// for the consumers of each, so one handling that does not return would block every queue of this process. The handling ends in the
/// background. The broker delivers the message again, and a repetition changes nothing.
/// </summary>
internal sealed class ChannelLifetimeFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Copied before the client reuses its buffer.
        _ = context.Body.GetBytes();
        return next.Send(context).WaitAsync(context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("channelLifetime");
}
