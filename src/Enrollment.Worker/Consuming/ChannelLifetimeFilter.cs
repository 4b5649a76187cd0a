using MassTransit;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Handling a message does not outlast the channel it came by: RabbitMQ.Client closes a connection channel by channel and waits for the
/// consumers of each, so one that does not come back would keep every queue of this process from being consumed again. What it was doing
/// ends in the background; the message is delivered again, and what was done already changes nothing.
/// </summary>
internal sealed class ChannelLifetimeFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Kept before the client takes its buffer back.
        _ = context.Body.GetBytes();
        return next.Send(context).WaitAsync(context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("channelLifetime");
}
