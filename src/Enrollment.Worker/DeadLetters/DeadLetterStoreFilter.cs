using Enrollment.Operations.Broker;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Stores each message of a dead-letter queue in the table. It waits while the database is unreachable. A message that a reachable database
/// does not store is parked, so that it is neither lost nor retried without end.
/// </summary>
internal sealed class DeadLetterStoreFilter(
    DeadLetterKind kind,
    DeadLetterReader reader,
    DeadLetterWriter writer,
    DeadLetterForwarder forwarder,
    TimeProvider timeProvider,
    ILogger<DeadLetterStoreFilter> log
) : IFilter<ReceiveContext>
{
    internal const int MaxAttempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UnreachablePause = TimeSpan.FromSeconds(2);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        for (var attempt = 1; ; )
        {
            try
            {
                await StoreAsync(context);
                return;
            }
            catch (Exception exception) when (ExceptionClassifier.IsUnreachable(exception) || exception is TimeoutException)
            {
                log.LogWarning(exception, "A {Kind} message waits for the database", kind);
                await Task.Delay(UnreachablePause, context.CancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (attempt++ == MaxAttempts)
                {
                    await ParkAsync(context, exception);
                    return;
                }

                await Task.Delay(Pause, context.CancellationToken);
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetterStore");

    private async Task StoreAsync(ReceiveContext context)
    {
        var letter = reader.Read(context, kind, timeProvider.GetUtcNow());
        await writer.StoreAsync(letter, context.CancellationToken);
        EnrollmentMetrics.DeadLetterKept(kind);
        log.LogWarning(
            "Message {MessageId} of {Queue} is kept as {Kind} {DeadLetterId}: {Reason}",
            letter.MessageId,
            letter.Queue,
            kind,
            letter.Id,
            letter.Reason
        );
    }

    private async Task ParkAsync(ReceiveContext context, Exception exception)
    {
        log.LogError(
            exception,
            "A {Kind} message could not be stored in {Attempts} attempts although the database answered; it goes to {Queue}",
            kind,
            MaxAttempts,
            Queues.Parked
        );
        await forwarder.ForwardAsync(
            context,
            Queues.Parked,
            new Dictionary<string, string>
            {
                [DeadLetterHeaders.Queue] = Delivery.QueueOf(context),
                [DeadLetterHeaders.Reason] = ExceptionClassifier.Describe(exception),
            }
        );
    }
}
