using Enrollment.Domain.Enrollments;

namespace Enrollment.Chaos.Judging;

/// <summary>A decision about one learner in words, as sent and as recorded.</summary>
internal sealed record DecisionText(string Text)
{
    public static DecisionText Granted(string exemption, DateOnly from, DateOnly? until) =>
        new($"exemption {exemption} from {from:O} until {until:O}");

    public static DecisionText Ended(string exemption) => new($"exemption {exemption} revoked");

    public static DecisionText Extended(DateOnly due) => new($"extended to {due:O}");

    public static DecisionText Revoked(DateOnly completedOn) => new($"completion of {completedOn:O} revoked");

    /// <summary>Null for a fact that is no decision, and for one that a rule counts for another activity.</summary>
    public static DecisionText? Of(EnrollmentFact fact) =>
        fact switch
        {
            ExemptionRecorded { Revoked: true } ended => Ended(ended.ExemptionId.Value),
            ExemptionRecorded granted => Granted(granted.ExemptionId.Value, granted.From, granted.Until),
            DueDateExtended extended => Extended(extended.Due),
            CompletionRevoked { Of: null } revoked => Revoked(revoked.CompletedOn),
            _ => null,
        };
}
