using Enrollment.Worker.Learners;
using Enrollment.Worker.Observability;
using Marten;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>Puts whatever arrives into the table; waits for the database as long as it takes, so that nothing is lost or spins.</summary>
internal sealed class KeepFilter(DeadLetterKind kind, IDocumentStore store, TimeProvider clock, ILogger<KeepFilter> log)
    : IFilter<ReceiveContext>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var letter = DeadLetterReader.Read(context, kind, clock.GetUtcNow());
        while (!await TryKeep(letter, context.CancellationToken))
            await Task.Delay(Pause, context.CancellationToken);
        EnrollmentMetrics.DeadLetterKept(kind);
        log.LogWarning("Message {MessageId} of {Queue} is kept as {Kind} {DeadLetterId}: {Reason}", letter.MessageId, letter.Queue, kind, letter.Id, letter.Reason);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("keep");

    private async Task<bool> TryKeep(DeadLetter letter, CancellationToken cancellation)
    {
        try
        {
            await using var session = store.LightweightSession();
            session.Store(await ForgottenLearners.WithoutThem(session, letter, cancellation));
            await session.SaveChangesAsync(cancellation);
            return true;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            log.LogError(trouble, "A {Kind} message could not be kept yet", kind);
            return false;
        }
    }
}
