using System.Text.Json;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Json;
using Enrollment.Intake.Transport;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;
using LogContext = Serilog.Context.LogContext;

namespace Enrollment.Worker.Consumers;

/// <summary>
/// Reads the body of a fact. An accepted fact goes on to its consumer (<see cref="LearnerFactConsumer{TFact}"/>,
/// <see cref="RuleConsumer"/>). A refused one is forwarded to the rejected queue and not retried. MassTransit looks at neither the body,
/// nor its content type, nor the publisher's headers.
/// </summary>
internal sealed class FactValidationFilter(
    Type factType,
    TimeZoneInfo zone,
    TimeProvider timeProvider,
    DeadLetterForwarder deadLetters,
    EnrollmentMetrics metrics
) : IFilter<ReceiveContext>
{
    // With the carried headers this stays far below one AMQP frame (128 KB by default), into which headers have to fit.
    private const int MostProblemBytes = 32 * 1024;

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var delivery = Delivery.Of(context);
        var result = FactParser.Read(factType.Name, delivery.Body, timeProvider.GetUtcNow(), zone, delivery.TransportProperties());
        if (!result.IsAccepted)
        {
            await deadLetters.ForwardAsync(context, Queues.Rejected, Headers(delivery, result.Problems));
            metrics.FactHandled(factType, FactOutcome.Rejected);
            return;
        }

        var consumed = FactConsumeContext.Of(context, result.Fact);
        context.AddOrUpdatePayload(() => consumed, _ => consumed);
        using (LogContext.PushProperty("MessageId", result.Fact.MessageId))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("factValidation");

    private Dictionary<string, string> Headers(Delivery delivery, IReadOnlyList<Problem> problems) =>
        new()
        {
            [DeadLetterHeaders.Queue] = delivery.Queue,
            [DeadLetterHeaders.MessageType] = factType.Name,
            [DeadLetterHeaders.Reason] = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems",
            [DeadLetterHeaders.Problems] = Fitting(problems),
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
