using System.Globalization;
using Enrollment.Domain.Rules;
using FsCheck;
using FsCheck.Fluent;
using Interval = Enrollment.Domain.Rules.Interval;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>
/// Generates organizations of two learners, two groups, three rules of all kinds on two activities, and two years of facts.
/// </summary>
public static class Plans
{
    private static readonly Gen<string> User = Gen.Elements("u", "v");
    private static readonly Gen<string> Group = Gen.Elements("g", "h");
    private static readonly Gen<string> Activity = Gen.Elements("a", "a", "a", "b");
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);
    private static readonly Gen<DateOnly> Date = Gen.Choose(-100, 900).Select(days => Happening.Start.AddDays(days));

    public static Arbitrary<Plan> Plan() => Arb.From(All(), Shrunk);

    private static Gen<Plan> All() =>
        from floor in Gen.Elements(0, 7)
        from beginnings in Gen.ArrayOf(Gen.OneOf(Saved(), Created()), 6)
        from later in Gen.Choose(5, 40).SelectMany(count => Gen.ArrayOf(Later(), count))
        from days in Gen.ArrayOf(Gen.Choose(0, 700), later.Length)
        from minutes in Gen.ArrayOf(Gen.Choose(0, 1400), beginnings.Length + later.Length)
        select Numbered(floor, [.. beginnings.Select(_ => 0), .. days], minutes, [.. beginnings, .. later]);

    private static Plan Numbered(int floor, int[] days, int[] minutes, What[] whats)
    {
        var happenings = whats
            .Select((what, i) => (Day: days[i], Minute: minutes[i], What: what))
            .OrderBy(entry => entry.Day)
            .ThenBy(entry => entry.Minute)
            .Select(
                (entry, i) =>
                    new Happening(entry.Day, entry.Minute, i.ToString("D4", CultureInfo.InvariantCulture), Versioned(entry.What, i + 1))
            );
        return new Plan(floor, [.. happenings]);
    }

    private static What Versioned(What what, int version) =>
        what is What.Saved saved ? new What.Saved(saved.Rule with { Version = version }) : what;

    private static IEnumerable<Plan> Shrunk(Plan plan) =>
        Enumerable.Range(0, plan.Happenings.Count).Select(i => plan.With(plan.Happenings.Where((_, place) => place != i)));

    private static Gen<What> Later() => Gen.Frequency((20, Told()), (4, Decisions.About(User, Activity)), (1, Ordered()));

    private static Gen<What> Told() =>
        Gen.Frequency(
            (2, Saved()),
            (1, Created()),
            (
                3,
                from user in User
                from @group in Group
                from atOnce in Flag
                from later in LaterBy()
                select (What)new What.Joined(user, @group, atOnce && later == 0) { LaterBy = later }
            ),
            (
                2,
                from user in User
                from @group in Group
                from later in LaterBy()
                select (What)new What.Left(user, @group) { LaterBy = later }
            ),
            (2, from user in User from later in LaterBy() select (What)new What.Away(user) { LaterBy = later }),
            (3, from user in User from later in LaterBy() select (What)new What.Back(user) { LaterBy = later }),
            (1, from user in User from date in Date select (What)new What.Hired(user, date)),
            (
                6,
                from user in User
                from activity in Activity
                from before in Gen.Elements(0, 0, 0, 1, 5, 30, 200)
                select (What)new What.Completed(user, activity, before)
            )
        );

    private static Gen<What> Created() =>
        from user in User
        from @group in Group
        from hired in DateOrNone()
        from atOnce in Flag
        select (What)new What.Created(user, @group, hired, true, atOnce);

    /// <summary>Most facts hold since they occurred (semantics 13).</summary>
    private static Gen<int> LaterBy() => Gen.Elements(0, 0, 0, 0, 3, 20);

    private static Gen<What> Ordered() =>
        from activity in Activity
        from @group in Gen.Elements(null, "g")
        from due in Gen.OneOf(Gen.Choose(0, 60).Select(days => (Due)new Due.Within(days)), Date.Select(date => (Due)new Due.On(date)))
        select (What)new What.Ordered(activity, @group, due);

    private static Gen<What> Saved() =>
        from id in Gen.Elements("r", "s", "t")
        from audience in AnyAudience()
        from terms in Gen.OneOf(OneTime(), Annual(), Custom())
        from more in Decisions.MoreTerms(id == "t" ? "a" : "b")
        from hiredAfter in Gen.Frequency((5, Gen.Constant((DateOnly?)null)), (1, DateOrNone()))
        from window in Decisions.Window(Date)
        select (What)
            new What.Saved(
                window(new Rule(new RuleId(id), new ActivityId(id == "t" ? "b" : "a"), 1, audience, hiredAfter, null, more(terms)))
            );

    private static Gen<Audience> AnyAudience() =>
        Gen.Frequency(
            (1, Gen.Constant<Audience>(new Audience.None())),
            (3, Gen.Constant<Audience>(new Audience.EntireCompany())),
            (1, Gen.Constant<Audience>(new Audience.EntireCompany { Except = [new GroupId("h")] })),
            (4, Group.Select(id => (Audience)new Audience.Groups([new GroupId(id)])))
        );

    private static Gen<Terms> OneTime() =>
        from requirement in AnyRequirement()
        from due in WithinOrOn()
        from days in DaysBefore()
        from prior in Prior()
        select new Terms(requirement, new Recurrence.OneTime(), due, null, due is null ? null : days, prior);

    private static Gen<Terms> Annual() =>
        from requirement in AnyRequirement()
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, 28)
        from gap in Gen.OneOf(Gen.Constant((Interval?)null), AnyInterval().Select(interval => (Interval?)interval))
        from initial in WithinOrOn()
        from days in DaysBefore()
        from prior in Prior()
        select new Terms(requirement, new Recurrence.Annual(gap), new Due.EachYearOn(month, day), initial, days, prior);

    private static Gen<Terms> Custom() =>
        from requirement in AnyRequirement()
        from every in AnyInterval()
        from previousDue in Flag
        from due in WithinOrOn()
        from initial in WithinOrOn()
        from days in DaysBefore()
        from prior in Prior()
        select new Terms(requirement, new Recurrence.Custom(every, previousDue), due, initial, days, prior);

    private static Gen<Requirement> AnyRequirement() => Gen.Elements(Requirement.Required, Requirement.Required, Requirement.Recommended);

    private static Gen<Interval> AnyInterval() =>
        Gen.Elements(
            new Interval(45, IntervalUnit.Days),
            new Interval(5, IntervalUnit.Weeks),
            new Interval(1, IntervalUnit.Months),
            new Interval(6, IntervalUnit.Months),
            new Interval(1, IntervalUnit.Years)
        );

    private static Gen<Due?> WithinOrOn() =>
        Gen.OneOf(
            Gen.Constant((Due?)null),
            Gen.Choose(0, 120).Select(days => (Due?)new Due.Within(days)),
            Gen.Choose(0, 120).Select(days => (Due?)new Due.Within(days) { FromHireDate = true }),
            Date.Select(date => (Due?)new Due.On(date))
        );

    private static Gen<int?> DaysBefore() => Gen.Elements<int?>(null, null, 0, 10, 27);

    private static Gen<DateOnly?> DateOrNone() => Gen.OneOf(Gen.Constant((DateOnly?)null), Date.Select(date => (DateOnly?)date));

    private static Gen<PriorCompletions> Prior() =>
        Gen.Elements<PriorCompletions>(
            new PriorCompletions.Honor(),
            new PriorCompletions.Honor(),
            new PriorCompletions.Ignore(),
            new PriorCompletions.LookBackDays(60)
        );
}
