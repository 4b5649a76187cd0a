using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Nights;
using JasperFx.Events;
using Core = Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Announcements;

/// <summary>The message that announces a committed event, with its stable id.</summary>
/// <param name="Position">The event's number.</param>
public sealed record Announcement(long Position, Guid Id, object Message)
{
    /// <summary>Null for a period that no LMS knows.</summary>
    public static Announcement? Of(IEvent recorded) =>
        recorded.Data switch
        {
            NightFinished night when Of(night, recorded) is var completed => new(recorded.Sequence, completed.MessageId, completed),
            PeriodEvent change when Blank(change) is { } blank && Fill(blank, change, recorded) is var filled => new(
                recorded.Sequence,
                filled.MessageId,
                filled
            ),
            _ => null,
        };

    private static EnrollmentAnnouncement? Blank(PeriodEvent change) =>
        change switch
        {
            PeriodPlanned or PeriodOpened => change.Period.Status is Core.PeriodStatus.Open ? new LearnerEnrolled() : null,
            PeriodCompleted or PeriodSatisfied => new EnrollmentCompleted { CompletedOn = change.Period.CompletedOn!.Value },
            _ when !IsKnown(change.Period) => null,
            PeriodRestored => new LearnerEnrolled { Restored = true },
            PeriodDueDateChanged moved => new EnrollmentDueDateChanged { PreviousDue = moved.PreviousDue },
            PeriodRequirementChanged => new EnrollmentRequirementChanged(),
            PeriodBecameOverdue => new EnrollmentOverdue(),
            PeriodMissed => new EnrollmentMissed(),
            PeriodPaused => new EnrollmentPaused(),
            PeriodResumed => new EnrollmentResumed(),
            PeriodWithdrawn => new EnrollmentWithdrawn(),
            PeriodExempted => new EnrollmentExempted(),
            PeriodDueSoon => new EnrollmentDueSoon(),
            PeriodStillOverdue => new EnrollmentStillOverdue(),
            PeriodRetracted => new EnrollmentRetracted(),
            PeriodRevised => new EnrollmentRevised(),
            _ => null,
        };

    // A period that was satisfied by a completion from before was announced without ever being visible.
    private static bool IsKnown(Period period) => period.Visible || period.CompletedOn is not null;

    private static EnrollmentAnnouncement Fill(EnrollmentAnnouncement blank, PeriodEvent change, IEvent recorded)
    {
        var (activity, learner) = StreamKeys.Enrollment(recorded.StreamKey!);
        var period = change.Period;
        return blank with
        {
            MessageId = StableId.Of(recorded.StreamKey!, recorded.Version, blank.GetType().Name),
            RecordedAt = recorded.Timestamp,
            EffectiveOn = change.EffectiveOn,
            ActivityId = activity.Value,
            UserId = learner.Value,
            PeriodId = $"{recorded.StreamKey}/{period.Number}",
            StreamVersion = recorded.Version,
            Status = AnnouncedEnums.Of(period.Status),
            Requirement = AnnouncedEnums.Of(period.Requirement),
            EnrolledOn = period.EnrolledOn,
            Due = period.Due,
            CountsFrom = period.CountsFrom,
            OverdueSince = period.EnrollmentOverdueSince,
            RuleId = period.RuleId.Value,
            RuleVersion = period.RuleVersion,
            Reason = period.Reason,
        };
    }

    private static NightlyRunCompleted Of(NightFinished night, IEvent recorded) =>
        new()
        {
            MessageId = StableId.Of(recorded.StreamKey!, recorded.Version, nameof(NightlyRunCompleted)),
            BusinessDate = night.BusinessDate,
            StartedAt = night.StartedAt,
            CompletedAt = night.CompletedAt,
            Batch = Counts(night.Batch),
            Rollover = Counts(night.Rollover),
            Digest = night.Digest is { } digest ? new RecordDigest(digest.Position, digest.Sequence, digest.Sha256, digest.At) : null,
        };

    private static NightlyCounts Counts(SegmentCounts counts) => new(counts.Planned, counts.Applied, counts.Unchanged, counts.Failed);
}
