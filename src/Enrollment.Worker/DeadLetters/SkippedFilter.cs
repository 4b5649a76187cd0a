using System.Text.Json;
using Enrollment.Intake.Json;
using Enrollment.Operations.Broker;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a message that nobody on this queue consumes: an envelope that names another message type. Only the night's queues can have
/// one.
/// </summary>
internal sealed class SkippedFilter(DeadLetterForwarder deadLetters) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.TryGetPayload<FailedFilter.Forwarded>(out _))
            return Task.CompletedTask;
        Problem[] problems = [new("$.messageType", $"names no message that the queue {context.InputAddress.LastSegment()} takes")];
        return deadLetters.ForwardAsync(
            context,
            Queues.Rejected,
            new Dictionary<string, string>
            {
                [DeadLetterHeaders.Queue] = context.InputAddress.LastSegment(),
                [DeadLetterHeaders.Reason] = "1 problem",
                [DeadLetterHeaders.Problems] = JsonSerializer.Serialize(problems),
            }
        );
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped");
}
