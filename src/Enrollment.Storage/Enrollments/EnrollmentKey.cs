using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using JasperFx.Events;

namespace Enrollment.Storage.Enrollments;

/// <summary>Identifies an enrollment. At most one exists for each pair.</summary>
public sealed record EnrollmentKey(ActivityId Activity, LearnerId Learner)
{
    public string Stream => StreamKeys.Of(Activity, Learner);

    /// <summary>The key from a stream's name.</summary>
    public static EnrollmentKey Of(string stream)
    {
        var (activity, learner) = StreamKeys.Enrollment(stream);
        return new EnrollmentKey(activity, learner);
    }
}

/// <summary>An enrollment as it was read, with the version of its stream and the id of the last event.</summary>
public sealed record StoredEnrollment(EnrollmentState State, long Version, Guid LastEvent)
{
    public static StoredEnrollment None { get; } = new(EnrollmentState.Empty, 0, Guid.Empty);

    /// <summary>After these events of its stream.</summary>
    public StoredEnrollment With(IEnumerable<IEvent> events) =>
        events.Aggregate(
            this,
            (stored, recorded) => new StoredEnrollment(stored.State.Apply((EnrollmentEvent)recorded.Data), recorded.Version, recorded.Id)
        );
}
