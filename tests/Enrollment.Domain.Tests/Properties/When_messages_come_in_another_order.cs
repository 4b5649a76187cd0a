using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>Semantics 2: what the order and the duplication of the messages between two runs may not change.</summary>
[OfPlans(50)]
public sealed class When_messages_come_in_another_order
{
    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_without_joins_at_once(Plan plan, int seed)
    {
        var calm = plan.WithoutAtOnceEffects();
        History.Of(calm, day => Shuffled(calm.After(day), seed)).Periods().Should().Equal(History.Of(calm).Periods());
    }

    // Rules are there from the beginning: a rule that comes before or after a join decides whether that join has an effect at once, and so
    // about e.
    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_current_periods_with_joins_at_once(Plan plan, int seed)
    {
        var steady = plan.Without(happening => (happening.Day > 0 && happening.What is What.Saved) || happening.What is What.Completed);
        var inOrder = History.Of(steady, day => RulesFirst(steady.After(day)));
        History.Of(steady, day => RulesFirst(Shuffled(steady.After(day), seed))).Current().Should().Equal(inOrder.Current());
    }

    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_when_all_messages_come_twice(Plan plan) =>
        History
            .Of(plan, day => plan.After(day).SelectMany(happening => new[] { happening, happening }))
            .Periods()
            .Should()
            .Equal(History.Of(plan).Periods());

    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_when_all_messages_come_again_at_the_end(Plan plan)
    {
        var calm = plan.WithoutAtOnceEffects();
        var history = History.Of(calm);
        var periods = history.Periods();
        history.Arrive(calm.Happenings);
        history.Periods().Should().Equal(periods);
    }

    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_when_completions_come_late(Plan plan, byte delay)
    {
        var days = 1 + (delay / 2);
        // An order's due date that comes about by a late completion has the floor of the day of handling.
        var calm = plan.WithoutAtOnceEffects().Without(happening => happening.Day + days > Plan.Days || happening.What is What.Ordered);
        var punctual = calm.With(calm.Happenings.Select(Punctual));
        var late = punctual.With(
            punctual.Happenings.Select(happening => happening.What is What.Completed ? Late(happening, days) : happening)
        );
        History.Of(late).Periods().Should().Equal(History.Of(punctual).Periods());
    }

    private static IEnumerable<Happening> RulesFirst(IEnumerable<Happening> happenings) =>
        happenings.OrderBy(happening => happening.What is not What.Saved);

    private static Happening Punctual(Happening happening) =>
        happening.What is What.Completed done ? happening with { Minute = 600, What = done with { DaysBefore = 0 } } : happening;

    private static Happening Late(Happening happening, int days) =>
        happening with
        {
            Day = happening.Day + days,
            What = (What.Completed)happening.What with { DaysBefore = days },
        };

    private static List<Happening> Shuffled(IEnumerable<Happening> happenings, int seed)
    {
        var list = happenings.SelectMany(happening => new[] { happening, happening }).ToArray();
        new Random(seed).Shuffle(list);
        return [.. list];
    }
}
