using Enrollment.Processing.Conflicts;
using Enrollment.Processing.Learners;
using Enrollment.Processing.Observability;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Processing.DeadLetters;

/// <summary>Stores messages that contradict recorded ones as dead letters, in the transaction of their facts.</summary>
public sealed class ConflictLetters(ILogger<ConflictLetters> log, DeadLetterTrimmer? trimmer = null)
{
    /// <summary>Adds the letters to the session.</summary>
    internal async Task StoreAsync(IDocumentSession session, IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count == 0)
            return;
        // A repeated message is one row.
        session.Store(
            (await ErasedLearners.RedactAsync(session, [.. letters.DistinctBy(letter => letter.Id)], CancellationToken.None)).ToArray()
        );
        session.Listeners.Add(new WhenCommitted(letters, log, trimmer));
    }

    private sealed class WhenCommitted(IReadOnlyList<DeadLetter> letters, ILogger log, DeadLetterTrimmer? trimmer)
        : DocumentSessionListenerBase
    {
        public override Task AfterCommitAsync(IDocumentSession session, Marten.Services.IChangeSet commit, CancellationToken token)
        {
            foreach (var letter in letters)
            {
                EnrollmentMetrics.DeadLetterKept(DeadLetterKind.Conflict);
                log.LogWarning(
                    "Message {MessageId} of {Queue} is kept as Conflict {DeadLetterId}: {Reason}",
                    letter.MessageId,
                    letter.Queue,
                    letter.Id,
                    letter.Reason
                );
            }

            trimmer?.Stored(letters.Count);
            return Task.CompletedTask;
        }
    }
}
