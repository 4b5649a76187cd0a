using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>Learners have to complete an activity again (semantics 12).</summary>
/// <param name="Id">The order.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Audience">The learners.</param>
/// <param name="Due">Within days of the run that carries it out, or on a date.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="MessageId">The message.</param>
public sealed record RetrainingOrder(
    OrderId Id,
    ActivityId ActivityId,
    OrderAudience Audience,
    Due Due,
    string Reason,
    string DecidedBy,
    string MessageId
)
{
    /// <summary>The order as a run carries it out for a learner.</summary>
    public OrderCarriedOut CarryOut(DateOnly b) => new(Id, Due.For(b, null)!.Value, Reason, DecidedBy, MessageId);
}

/// <summary>The learners whom an order concerns.</summary>
public abstract record OrderAudience
{
    /// <summary>Whether it concerns the learner.</summary>
    public bool Includes(Learner learner) =>
        this switch
        {
            Groups groups => groups.Ids.Any(learner.IsIn),
            Learners learners => learners.Ids.Contains(learner.Id),
            _ => true,
        };

    /// <summary>Every learner.</summary>
    public sealed record EntireCompany : OrderAudience;

    /// <summary>Members of at least one of these groups.</summary>
    public sealed record Groups(IReadOnlyList<GroupId> Ids) : OrderAudience;

    /// <summary>These learners.</summary>
    public sealed record Learners(IReadOnlySet<LearnerId> Ids) : OrderAudience;
}
