using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Learners;

namespace Enrollment.Processing.Facts;

/// <summary>What one message says about one learner.</summary>
/// <param name="Learner">The learner. Facts about one learner are recorded one after the other.</param>
public abstract record FactReceived(LearnerId Learner)
{
    /// <summary>When it occurred, and the id of the message.</summary>
    public abstract Stamp Stamp { get; }

    /// <summary>The message that carried it; null where no message did.</summary>
    public ReceivedMessage? Message { get; init; }

    /// <summary>The core's view of a fact about a person. It is pure.</summary>
    public static FactReceived Of(Fact fact, BusinessCalendar calendar) =>
        fact switch
        {
            UserCreated created => new LearnerFactReceived(
                new LearnerId(created.UserId),
                created.ToDomain(calendar),
                LearnerIdentityChange.Of(created)
            ),
            UserUpdated updated => new LearnerFactReceived(
                new LearnerId(updated.UserId),
                updated.ToDomain(),
                LearnerIdentityChange.Of(updated)
            ),
            UserDeactivated deactivated => new LearnerFactReceived(new LearnerId(deactivated.UserId), deactivated.ToDomain(calendar)),
            UserReactivated reactivated => new LearnerFactReceived(new LearnerId(reactivated.UserId), reactivated.ToDomain(calendar)),
            GroupMembershipChanged changed => new LearnerFactReceived(new LearnerId(changed.UserId), changed.ToDomain(calendar)),
            ActivityCompleted completed => new CompletionReceived(
                new LearnerId(completed.UserId),
                new ActivityId(completed.ActivityId),
                completed.CompletedOn,
                completed.Stamp()
            ),
            ExemptionGranted granted => DecisionOf(granted, granted.UserId, granted.ActivityId),
            ExemptionRevoked revoked => DecisionOf(revoked, revoked.UserId, revoked.ActivityId),
            DueDateExtended extended => DecisionOf(extended, extended.UserId, extended.ActivityId),
            CompletionRevoked revoked => DecisionOf(revoked, revoked.UserId, revoked.ActivityId),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "This fact is not about a person."),
        };

    private static DecisionReceived DecisionOf(Fact fact, string learner, string activity) =>
        new(new LearnerId(learner), new ActivityId(activity), fact);
}

/// <summary>A fact about the learner, with the personal data of its message.</summary>
public sealed record LearnerFactReceived(LearnerId Learner, LearnerFact Fact, LearnerIdentityChange? Identity = null)
    : FactReceived(Learner)
{
    public override Stamp Stamp => Fact.Stamp;
}

/// <summary>The learner completed an activity.</summary>
public sealed record CompletionReceived(LearnerId Learner, ActivityId Activity, DateOnly CompletedOn, Stamp Stamp) : FactReceived(Learner)
{
    public override Stamp Stamp { get; } = Stamp;
}
