using System.Text.Json;
using Enrollment.Intake.Json;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a message whose handling failed after every retry. Takes the place of MassTransit's own error pipe, which keeps <c>user_id</c>
/// (the broker then refuses the move, without end) and writes exception texts into headers.
/// </summary>
internal sealed class FailedFilter(Type? messageType, DeadLetterForwarder deadLetters, EnrollmentMetrics metrics)
    : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // Also when the worker stops before it came to the fact.
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
                [DeadLetterHeaders.Queue] = context.InputAddress.LastSegment(),
                [DeadLetterHeaders.MessageType] = messageType?.Name ?? "",
                [DeadLetterHeaders.Reason] = reason,
                [DeadLetterHeaders.Problems] = JsonSerializer.Serialize(problems),
            }
        );

    /// <summary>
    /// Marks what this filter has forwarded: a body that nobody could read reaches no consumer and counts as skipped, too.
    /// </summary>
    internal sealed record Forwarded;
}
