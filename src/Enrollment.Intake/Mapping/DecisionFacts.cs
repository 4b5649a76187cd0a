using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Core = Enrollment.Domain.Deciding;

namespace Enrollment.Intake.Mapping;

/// <summary>From messages about completions and decisions to what the core has to decide at the instant of handling.</summary>
public static class DecisionFacts
{
    public static RecordCompletion ToCommand(this ActivityCompleted fact, BusinessCalendar calendar, DateTimeOffset now) =>
        new(
            RecordCompletion.DateOf(fact.CompletedOn, calendar.DateOf(fact.OccurredAt)),
            calendar.DateOf(now),
            DateOnly.MinValue,
            Domain.Enrollments.Cause.Message(fact.MessageId),
            fact.OccurredAt
        )
        {
            SentFor = fact.CompletedOn,
        };

    public static DecisionCommand ToCommand(this ExemptionGranted fact, BusinessCalendar calendar, DateTimeOffset now) =>
        new GrantExemption(
            new ExemptionId(fact.ExemptionId),
            fact.From ?? calendar.DateOf(fact.OccurredAt),
            fact.Until,
            ContextOf(fact, fact.Reason, fact.DecidedBy, calendar, now)
        );

    public static DecisionCommand ToCommand(this ExemptionRevoked fact, BusinessCalendar calendar, DateTimeOffset now) =>
        new RevokeExemption(new ExemptionId(fact.ExemptionId), ContextOf(fact, fact.Reason, fact.DecidedBy, calendar, now));

    public static DecisionCommand ToCommand(this DueDateExtended fact, BusinessCalendar calendar, DateTimeOffset now) =>
        new ExtendDueDate(fact.Due, ContextOf(fact, fact.Reason, fact.DecidedBy, calendar, now));

    public static DecisionCommand ToCommand(this CompletionRevoked fact, BusinessCalendar calendar, DateTimeOffset now) =>
        new RevokeCompletion(fact.CompletedOn, ContextOf(fact, fact.Reason, fact.DecidedBy, calendar, now));

    public static Core.RetrainingOrder ToDomain(this RetrainingOrdered fact) =>
        new(
            new OrderId(fact.OrderId),
            new ActivityId(fact.ActivityId),
            AudienceOf(fact.Audience),
            SavedRules.DueOf(fact.Due)!,
            fact.Reason,
            fact.DecidedBy,
            fact.MessageId
        );

    private static DecisionContext ContextOf(Fact fact, string reason, string decidedBy, BusinessCalendar calendar, DateTimeOffset now) =>
        new(now, calendar.DateOf(now), fact.OccurredAt, Domain.Enrollments.Cause.Message(fact.MessageId), reason, decidedBy);

    private static Core.OrderAudience AudienceOf(Contracts.OrderAudience audience) =>
        audience switch
        {
            Contracts.OrderAudience.Groups groups => new Core.OrderAudience.Groups([.. groups.GroupIds.Select(id => new GroupId(id))]),
            Contracts.OrderAudience.Users users => new Core.OrderAudience.Learners(
                users.UserIds.Select(id => new LearnerId(id)).ToHashSet()
            ),
            _ => new Core.OrderAudience.EntireCompany(),
        };
}
