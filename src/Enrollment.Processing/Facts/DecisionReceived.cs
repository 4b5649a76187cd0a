using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;

namespace Enrollment.Processing.Facts;

/// <summary>People decided about the learner and an activity (semantics 10).</summary>
public sealed record DecisionReceived(LearnerId Learner, ActivityId Activity, Fact Fact) : FactReceived(Learner)
{
    public override Stamp Stamp { get; } = Fact.Stamp();

    /// <summary>What the core has to decide at the instant of handling.</summary>
    public DecisionCommand ToCommand(BusinessCalendar calendar, DateTimeOffset now) =>
        Fact switch
        {
            ExemptionGranted granted => granted.ToCommand(calendar, now),
            ExemptionRevoked revoked => revoked.ToCommand(calendar, now),
            DueDateExtended extended => extended.ToCommand(calendar, now),
            CompletionRevoked revoked => revoked.ToCommand(calendar, now),
            _ => throw new InvalidOperationException($"{Fact.GetType().Name} is not a decision about one learner."),
        };
}
