using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Wording.Events;
using Enrollment.Queries.Wording.Rules;
using JasperFx.Events;

namespace Enrollment.Worker.Tests.Recording;

/// <summary>
/// On 1 May it is known that ada joins the lab on 15 May and is away from 20 May on, in a zone ahead of UTC (semantics 13).
/// </summary>
public sealed class When_a_fact_holds_from_a_later_date
{
    private static readonly BusinessCalendar Calendar = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), new TimeOnly(2, 0));
    private static readonly DateTimeOffset Told = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly GroupId Lab = new("lab");
    private static readonly LearnerFact Joins = new MembershipChanged(From(15, "join"), [Lab], [], AtOnce: true);
    private static readonly LearnerFact Leaves = new LearnerDeactivated(From(20, "leave"));

    private static readonly IEvent[] Events =
    [
        Recorded(new LearnerCreated(new Stamp(Told, "created"), new DateOnly(2026, 4, 1), Active: true, [], AtOnce: false)),
        Recorded((MembershipChanged)Joins),
        Recorded((LearnerDeactivated)Leaves),
    ];

    [TestCase("2026-05-01", false, true)]
    [TestCase("2026-05-14", false, true)]
    [TestCase("2026-05-15", true, true)]
    [TestCase("2026-05-20", true, false)]
    public void Should_hold_from_that_date_on(string asOf, bool isMember, bool isActive)
    {
        var learner = LearnerOn(asOf);
        (learner.IsIn(Lab), learner.IsActive).Should().Be((isMember, isActive));
    }

    [Test]
    public void Should_not_be_known_before_it_was_told() => LearnerOn("2026-04-30").Created.Should().BeNull();

    [Test]
    public void Should_be_a_value_of_the_condition_before_it_holds()
    {
        var learner = LearnerOn("2026-05-14");
        LearnerText.Memberships([Lab], learner, Calendar).Should().Be("never joined lab, member from 2026-05-15 (message join) on");
        LearnerText
            .Active(learner, Calendar)
            .Should()
            .Be("active since 2026-05-01 (message created), inactive from 2026-05-20 (message leave) on");
    }

    [Test]
    public void Should_be_worded_with_its_date()
    {
        LearnerFactText.What(Joins, Calendar).Should().Be("Joins lab on 2026-05-15");
        LearnerFactText.What(Leaves, Calendar).Should().Be("Inactive from 2026-05-20 on");
        LearnerFactText.Why(Joins, Calendar).Should().Equal("takes effect with the night of 2026-05-15");
    }

    private static Learner LearnerOn(string asOf) =>
        Queries.Records.Recorded.Learner(new LearnerId("ada"), Events, DateOnly.Parse(asOf, null), Calendar);

    private static Stamp From(int day, string message) =>
        new(Told, message) { LaterFrom = Calendar.NightlyInstant(new DateOnly(2026, 5, day)).ToUniversalTime() };

    private static Event<T> Recorded<T>(T fact)
        where T : notnull => new(fact) { StreamKey = "learner/ada" };
}
