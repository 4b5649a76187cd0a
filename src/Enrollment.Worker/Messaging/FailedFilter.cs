using Enrollment.Worker.Observability;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>
/// Sets a message aside whose handling failed for good. Takes the place of MassTransit's own error pipe, which keeps <c>user_id</c> (the
/// broker then refuses the move, without end) and writes exception texts into headers.
/// </summary>
internal sealed class FailedFilter(Type? messageType, EnrollmentMetrics metrics) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // Also when the worker stops before it came to the fact.
        if (Trouble.IsInterruption(context.Exception))
            throw new MessageKeptException(context.Exception);

        await SetAside.Move(context, Queues.Failed, new Dictionary<string, string>
        {
            [SetAsideHeaders.Queue] = context.InputAddress.LastSegment(),
            [SetAsideHeaders.MessageType] = messageType?.Name ?? "",
            [SetAsideHeaders.Reason] = Trouble.Describe(context.Exception),
        });
        context.GetOrAddPayload(() => new Moved());
        if (messageType is not null)
            metrics.FactHandled(messageType, FactOutcome.Failed);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failed");

    /// <summary>Marks what this filter has moved: a body that nobody could read reaches no consumer and counts as skipped, too.</summary>
    internal sealed record Moved;
}
