using System.Text.Json;
using Enrollment.Intake.Json;
using Enrollment.Operations.Broker;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a message that no consumer of the queue takes, because its envelope names another message type. Only the queues of the nightly
/// run can receive one.
/// </summary>
internal sealed class SkippedFilter(DeadLetterForwarder deadLetters) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.TryGetPayload<FailedFilter.Forwarded>(out _))
            return Task.CompletedTask;
        Problem[] problems = [new("$.messageType", $"names no message that the queue {Delivery.QueueOf(context)} takes")];
        return deadLetters.ForwardAsync(
            context,
            Queues.Rejected,
            new Dictionary<string, string>
            {
                [DeadLetterHeaders.Queue] = Delivery.QueueOf(context),
                [DeadLetterHeaders.Reason] = "1 problem",
                [DeadLetterHeaders.Problems] = JsonSerializer.Serialize(problems),
            }
        );
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped");
}
