using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Marten;

namespace Enrollment.Processing.Learners;

/// <summary>Erases what tells who a learner is. The history stays, under the id; events never held a name.</summary>
public static class LearnerErasure
{
    /// <summary>Queues everything for the session's next save; null when nothing is known of the learner.</summary>
    public static async Task<LearnerForgotten?> Forget(
        this IDocumentSession session,
        LearnerId learner,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await ErasedLearners.ForgetWithoutOthers(session, cancellationToken);
        var identity = await session.LoadAsync<LearnerIdentity>(learner.Value, cancellationToken);
        var erased = await DeadLetterTable.EraseAsync(session, learner.Value, cancellationToken);
        if (
            identity is null
            && erased == 0
            && await session.Events.FetchStreamStateAsync(StreamKeys.Of(learner), cancellationToken) is null
        )
            return null;
        session.Store(Nobody(learner, now));
        var forgotten = new LearnerForgotten(
            by,
            reason,
            identity is { DisplayName.Value: not null } or { Email.Value: not null },
            erased,
            now
        );
        session.Events.Append(StreamKeys.OfForgotten(learner), forgotten);
        return forgotten;
    }

    /// <summary>Without name and address as of now: a message from before, delivered again or late, does not bring them back.</summary>
    private static LearnerIdentity Nobody(LearnerId learner, DateTimeOffset now)
    {
        var stamp = new Stamp(now, "forgotten");
        return new LearnerIdentity(learner.Value) { DisplayName = new(null, stamp), Email = new(null, stamp) };
    }
}
