using Enrollment.Contracts;
using Enrollment.Domain;
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
    public static FactReceived Of(Fact fact) =>
        fact switch
        {
            UserCreated created => new LearnerFactReceived(
                new LearnerId(created.UserId),
                created.ToDomain(),
                LearnerIdentityChange.Of(created)
            ),
            UserUpdated updated => new LearnerFactReceived(
                new LearnerId(updated.UserId),
                updated.ToDomain(),
                LearnerIdentityChange.Of(updated)
            ),
            UserDeactivated deactivated => new LearnerFactReceived(new LearnerId(deactivated.UserId), deactivated.ToDomain()),
            UserReactivated reactivated => new LearnerFactReceived(new LearnerId(reactivated.UserId), reactivated.ToDomain()),
            GroupMembershipChanged changed => new LearnerFactReceived(new LearnerId(changed.UserId), changed.ToDomain()),
            ActivityCompleted completed => new CompletionReceived(
                new LearnerId(completed.UserId),
                new ActivityId(completed.ActivityId),
                completed.CompletedOn,
                completed.Stamp()
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "This fact is not about a person."),
        };
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
