using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Processing.Facts;

/// <summary>Two completions of one enrollment under one message id.</summary>
internal static class CompletionConflicts
{
    /// <summary>
    /// A completion on another date, or from another instant, is another content. One without a recorded instant is of an earlier version
    /// and is compared by its date.
    /// </summary>
    public static Conflict? Find(EnrollmentState state, PersonFact.Completion completion)
    {
        var (id, now) = (completion.Stamp.MessageId, completion.Stamp.OccurredAt);
        var known = state.Facts.Find(fact => fact is CompletionRecorded && fact.Cause.MessageId == id) as CompletionRecorded;
        if (known is null || (known.CompletedOn == completion.CompletedOn && (known.OccurredAt ?? now) == now))
            return null;
        return Conflict.OfId(id, known.OccurredAt, now, isRecorded: known.OccurredAt != now);
    }
}
