using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Conflicts;

namespace Enrollment.Processing.Facts;

/// <summary>Finds two completions of one enrollment with the same message id.</summary>
internal static class CompletionConflicts
{
    /// <summary>
    /// Completions conflict if their dates or instants differ. Events of earlier versions have no instant and are compared by their dates.
    /// </summary>
    public static Conflict? Find(EnrollmentState state, CompletionReceived completion)
    {
        var (id, now) = (completion.Stamp.MessageId, completion.Stamp.OccurredAt);
        var known = state.Facts.Find(fact => fact is CompletionRecorded { Of: null } && fact.Cause.MessageId == id) as CompletionRecorded;
        if (known is null || ((known.SentFor ?? known.CompletedOn) == completion.CompletedOn && (known.OccurredAt ?? now) == now))
            return null;
        return Conflict.OfId(id, known.OccurredAt, now, isRecorded: known.OccurredAt != now);
    }
}
