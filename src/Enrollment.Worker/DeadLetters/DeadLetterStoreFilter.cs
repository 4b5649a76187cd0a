using Enrollment.Operations.Broker;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Puts whatever arrives on a dead-letter queue into the table. It waits for a database that is away as long as it takes; a message that
/// cannot be stored although the database answers is parked, so that nothing is lost and nothing spins.
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
    internal const int MostTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseWithoutDatabase = TimeSpan.FromSeconds(2);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        for (var tries = 1; ; )
        {
            try
            {
                await StoreAsync(context);
                return;
            }
            catch (Exception trouble) when (ExceptionClassifier.IsUnreachable(trouble) || trouble is TimeoutException)
            {
                log.LogWarning(trouble, "A {Kind} message waits for the database", kind);
                await Task.Delay(PauseWithoutDatabase, context.CancellationToken);
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                if (tries++ == MostTries)
                {
                    await ParkAsync(context, trouble);
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

    private async Task ParkAsync(ReceiveContext context, Exception trouble)
    {
        log.LogError(
            trouble,
            "A {Kind} message could not be stored in {Tries} tries although the database answered; it goes to {Queue}",
            kind,
            MostTries,
            Queues.Parked
        );
        await forwarder.ForwardAsync(
            context,
            Queues.Parked,
            new Dictionary<string, string>
            {
                [DeadLetterHeaders.Queue] = context.InputAddress.LastSegment(),
                [DeadLetterHeaders.Reason] = ExceptionClassifier.Describe(trouble),
            }
        );
    }
}
