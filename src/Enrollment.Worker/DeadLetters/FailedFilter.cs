using System.Text.Json;
using Enrollment.Intake.Json;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a message whose handling failed after all retries. It replaces MassTransit's error pipe, which keeps <c>user_id</c>, so that
/// the broker refuses each move, and writes exception texts into headers.
/// </summary>
internal sealed class FailedFilter(Type? messageType, DeadLetterForwarder deadLetters, EnrollmentMetrics metrics)
    : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // Also when the worker stops before it has handled the fact.
        if (ExceptionClassifier.IsInterruption(context.Exception))
            throw new MessageKeptException("The database could not be reached; the message stays in its queue.", context.Exception);
        if (context.Exception is MessageKeptException)
            throw context.Exception;
        if (UnreadableMessage.IsCauseOf(context.Exception))
            await ForwardAsync(context, Queues.Rejected, "1 problem", new Problem("$", "cannot be read as a message of this queue"));
        else
            await ForwardAsync(context, Queues.Failed, ExceptionClassifier.Describe(context.Exception));
        context.GetOrAddPayload(() => new Forwarded());
        if (messageType is not null)
            metrics.FactHandled(messageType, FactOutcome.Failed);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failed");

    private Task ForwardAsync(ExceptionReceiveContext context, string toQueue, string reason, params Problem[] problems) =>
        deadLetters.ForwardAsync(
            context,
            toQueue,
            new Dictionary<string, string>
            {
                [DeadLetterHeaders.Queue] = Delivery.QueueOf(context),
                [DeadLetterHeaders.MessageType] = messageType?.Name ?? "",
                [DeadLetterHeaders.Reason] = reason,
                [DeadLetterHeaders.Problems] = JsonSerializer.Serialize(problems),
            }
        );

    /// <summary>
    /// Marks a message that this filter has forwarded. An unreadable body reaches no consumer and is also reported as skipped.
    /// </summary>
    internal sealed record Forwarded;
}
