using Enrollment.Domain.Calendar;
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
        var stamp = new Stamp(OccurredAt, MessageId);
        if (What is What.Saved saved)
            organization.Handle(new RuleSaved(stamp, saved.Rule, "admin"));
        else if (What is What.Completed done)
            organization.Handle(new LearnerId(done.User), new ActivityId(done.Activity), DateOf(done), MessageId, arrivedAt);
        else
            organization.Handle(new LearnerId(What.User), FactOf(stamp), arrivedAt);
    }

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
