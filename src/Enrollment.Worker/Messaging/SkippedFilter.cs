using System.Text.Json;
using Enrollment.Worker.Intake;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>Sets a message aside that nobody on this queue consumes: an envelope that names another message type.</summary>
internal sealed class SkippedFilter(Type? messageType) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.TryGetPayload<FailedFilter.Moved>(out _))
            return Task.CompletedTask;
        Problem[] problems = [new("$.messageType", $"No message type that the queue {context.InputAddress.LastSegment()} takes.")];
        return SetAside.Move(context, Queues.Rejected, new Dictionary<string, string>
        {
            [SetAsideHeaders.Queue] = context.InputAddress.LastSegment(),
            [SetAsideHeaders.MessageType] = messageType?.Name ?? "",
            [SetAsideHeaders.Reason] = "Not consumed on this queue",
            [SetAsideHeaders.Problems] = JsonSerializer.Serialize(problems),
        });
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped");
}
