using System.Text.Json;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Observability;
using MassTransit;
using MassTransit.RabbitMqTransport;
using LogContext = Serilog.Context.LogContext;

namespace Enrollment.Worker.Messaging;

/// <summary>Looks at a fact's body before anything reads it; what is refused is set aside once and never retried.</summary>
internal sealed class DoorFilter(Type factType, IntakeCheck check, TimeProvider clock, EnrollmentMetrics metrics) : IFilter<ReceiveContext>
{
    // Headers have to fit into one AMQP frame (128 KB by default) together with those that came.
    private const int MostProblemBytes = 32 * 1024;

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var result = check(context.Body.GetBytes(), TransportMessageId(context), factType, clock.GetUtcNow());
        if (result.IsAccepted)
        {
            context.AddOrUpdatePayload(() => new ReceivedFact(result.Fact), _ => new ReceivedFact(result.Fact));
            using (LogContext.PushProperty("MessageId", result.Fact.MessageId))
                await next.Send(context);
            return;
        }

        await SetAside.Move(context, Queues.Rejected, Headers(context, result.Problems));
        metrics.FactHandled(factType, FactOutcome.Rejected);
    }

    // As text: an id that is not a GUID is an id all the same.
    private static string? TransportMessageId(ReceiveContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Properties.MessageId : null;

    public void Probe(ProbeContext context) => context.CreateFilterScope("door");

    private Dictionary<string, string> Headers(ReceiveContext context, IReadOnlyList<Problem> problems) => new()
    {
        [SetAsideHeaders.Queue] = context.InputAddress.LastSegment(),
        [SetAsideHeaders.MessageType] = factType.Name,
        [SetAsideHeaders.Reason] = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems",
        [SetAsideHeaders.Problems] = Fitting(problems),
    };

    private static string Fitting(IReadOnlyList<Problem> problems)
    {
        var kept = problems.Count;
        var json = Serialize(problems, kept);
        while (json.Length > MostProblemBytes && kept > 1)
            json = Serialize(problems, kept /= 2);
        return json.Length > MostProblemBytes ? "[]" : json;
    }

    // Written in ASCII (the serializer's default), so characters are bytes.
    private static string Serialize(IReadOnlyList<Problem> problems, int kept)
    {
        var shown = problems.Take(kept);
        if (kept < problems.Count)
            shown = shown.Append(new Problem("$", $"{problems.Count - kept} more problems are not listed."));
        return JsonSerializer.Serialize(shown);
    }
}
