using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Learners;

namespace Enrollment.Processing.Facts;

/// <summary>What one message tells about one learner.</summary>
/// <param name="Learner">Whom it is about; facts about one learner are recorded one after the other.</param>
public abstract record PersonFact(LearnerId Learner)
{
    /// <summary>The message it came by; null where no message did.</summary>
    public ReceivedMessage? Message { get; init; }

    /// <summary>Who the learner is, where the learner belongs; with a name or an address where the message carried one.</summary>
    public sealed record Told(LearnerId Learner, LearnerFact Fact, LearnerNaming? Naming = null) : PersonFact(Learner);

    /// <summary>The learner completed an activity.</summary>
    public sealed record Completion(LearnerId Learner, ActivityId Activity, DateOnly CompletedOn, Stamp Stamp) : PersonFact(Learner);
}
