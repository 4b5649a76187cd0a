using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>One fact of a generated organization. It occurs so many minutes after the night of a day, before the next night.</summary>
internal sealed record Happening(int Day, int Minute, string MessageId, What What)
{
    public static readonly DateOnly Start = new(2026, 1, 1);

    public static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    public DateTimeOffset OccurredAt => Calendar.NightlyInstant(Start.AddDays(Day)).AddMinutes(1 + Minute);

    /// <summary>The first night that can see it.</summary>
    public DateOnly SeenBy => Start.AddDays(Day + 1);

    public void HappenTo(Simulation.Organization organization, DateTimeOffset arrivedAt)
    {
        var stamp = StampOf();
        if (What is What.Saved saved)
            organization.Handle(new RuleSaved(stamp, saved.Rule, "admin"));
        else if (What is What.Ordered ordered)
            organization.Handle(Order(ordered));
        else if (What.IsDecision)
            Decide(organization, ContextAt(arrivedAt));
        else if (What is What.Completed done)
            organization.Handle(new LearnerId(done.User), new ActivityId(done.Activity), Completion(done, arrivedAt));
        else
            organization.Handle(new LearnerId(What.User), FactOf(stamp), arrivedAt);
    }

    private RecordCompletion Completion(What.Completed done, DateTimeOffset arrivedAt) =>
        new(DateOf(done), Calendar.DateOf(arrivedAt), DateOnly.MinValue, Cause.Message(MessageId), OccurredAt);

    /// <summary>The rule that was saved.</summary>
    public RuleSaved? Saved => What is What.Saved saved ? new RuleSaved(StampOf(), saved.Rule, "admin") : null;

    /// <summary>The fact about the learner.</summary>
    public LearnerFact? About(string user) =>
        What.User == user && !What.IsDecision && What is not What.Completed ? FactOf(StampOf()) : null;

    /// <summary>The decision or completion of one enrollment, handled when it occurred.</summary>
    public EnrollmentCommand? CommandFor(string user, string activity, DateOnly lastRun)
    {
        if (What.User != user)
            return null;
        if (What is What.Completed done)
            return done.Activity == activity ? Completion(done, OccurredAt) with { RolledOverTo = lastRun } : null;
        if (!What.IsDecision)
            return null;
        var (about, command) = Decision(ContextAt(OccurredAt) with { RolledOverTo = lastRun });
        return about == activity ? command : null;
    }

    private Stamp StampOf() =>
        new(OccurredAt, MessageId) { LaterFrom = What.LaterBy > 0 ? Calendar.NightlyInstant(Start.AddDays(Day + What.LaterBy)) : null };

    private DecisionContext ContextAt(DateTimeOffset arrivedAt) =>
        new(arrivedAt, Calendar.DateOf(arrivedAt), OccurredAt, Cause.Message(MessageId), "why", "who");

    private void Decide(Simulation.Organization organization, DecisionContext context)
    {
        var (activity, command) = Decision(context);
        organization.Handle(new LearnerId(What.User), new ActivityId(activity), command);
    }

    private (string Activity, DecisionCommand Command) Decision(DecisionContext context)
    {
        var today = Calendar.DateOf(OccurredAt);
        return What switch
        {
            What.Exempted grant => (
                grant.Activity,
                new GrantExemption(
                    new ExemptionId($"{grant.User} {grant.Activity} {grant.Id}"),
                    today.AddDays(grant.FromDays),
                    grant.Length is { } days ? today.AddDays(grant.FromDays + days) : null,
                    context
                )
            ),
            What.ExemptionEnded end => (end.Activity, new RevokeExemption(new ExemptionId($"{end.User} {end.Activity} {end.Id}"), context)),
            What.Extended extended => (extended.Activity, new ExtendDueDate(today.AddDays(extended.Days), context)),
            What.Revoked revoked => (revoked.Activity, new RevokeCompletion(today.AddDays(-revoked.DaysBefore), context)),
            _ => throw new InvalidOperationException($"{What} is no decision"),
        };
    }

    private RetrainingOrder Order(What.Ordered ordered) =>
        new(
            new OrderId(MessageId),
            new ActivityId(ordered.Activity),
            ordered.Group is { } group ? new OrderAudience.Groups([new GroupId(group)]) : new OrderAudience.EntireCompany(),
            ordered.Due,
            "why",
            "who",
            MessageId
        );

    private DateOnly DateOf(What.Completed done) => Calendar.DateOf(OccurredAt).AddDays(-done.DaysBefore);

    private LearnerFact FactOf(Stamp stamp) =>
        What switch
        {
            What.Created created => new LearnerCreated(
                stamp,
                created.HiredOn,
                created.Active,
                [new GroupId(created.Group)],
                created.AtOnce
            ),
            What.Joined joined => new MembershipChanged(stamp, [new GroupId(joined.Group)], [], joined.AtOnce),
            What.Left left => new MembershipChanged(stamp, [], [new GroupId(left.Group)], false),
            What.Away => new LearnerDeactivated(stamp),
            What.Back => new LearnerReactivated(stamp),
            What.Hired hired => new LearnerUpdated(stamp, true, hired.On),
            _ => throw new InvalidOperationException($"{What} is not about a learner"),
        };
}
