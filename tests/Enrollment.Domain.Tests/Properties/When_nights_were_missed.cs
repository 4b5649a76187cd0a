using Enrollment.Domain.Enrollments;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>Semantics 4: one run catches up, and every transition has the date on which it should have happened.</summary>
[OfPlans(200)]
public sealed class When_nights_were_missed
{
    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_when_nothing_else_happened(Plan plan, byte first, byte length)
    {
        var (from, to) = Stretch(first, length);
        var quiet = plan.WithoutCalendarEffects().Without(happening => happening.Day >= from && happening.Day <= to);
        Missing(quiet, from, to).Periods().Should().Equal(History.Of(quiet).Periods());
    }

    [FsCheck.NUnit.Property]
    public void Should_lead_to_the_same_periods_when_something_happened_after_the_last_missed_night(Plan plan, byte first, byte length)
    {
        var (from, to) = Stretch(first, length);
        var quiet = plan.WithoutCalendarEffects().Without(happening => happening.Day >= from && happening.Day < to);
        Missing(quiet, from, to).Periods().Should().Equal(History.Of(quiet).Periods());
    }

    [FsCheck.NUnit.Property]
    public void Should_give_the_periods_that_existed_the_dates_of_nights_on_time_until_something_happened(
        Plan plan,
        byte first,
        byte length
    )
    {
        var (from, to) = Stretch(first, length);
        // What comes after the stretch can plan anew what lies in it, and tells nothing of the run that caught up.
        var plain = plan.WithoutCalendarEffects()
            .Without(happening => happening.Day > to || (happening.Day >= from && happening.What is What.Completed));
        var seen = RolledOverTo(plain, from, to);
        var (late, punctual) = (Missing(plain, from, to), History.Of(plain));
        Transitions(late, from, seen).Should().Equal(Transitions(punctual, from, seen));
    }

    /// <summary>The nights after the one of day <paramref name="from"/>, up to the one of day <paramref name="to"/>, do not run.</summary>
    private static History Missing(Plan plan, int from, int to)
    {
        var history = new History(plan.MinimumDays);
        for (var day = 0; day <= Plan.Days; day++)
        {
            if (day <= from || day > to + 1)
                history.Night(day);
            else if (day == to + 1)
                history.Night(day, RolledOverTo(plan, from, to));
            history.Arrive(plan.After(day));
        }

        return history;
    }

    /// <summary>The last night that could not see the facts of the stretch, as the worker finds it.</summary>
    private static DateOnly RolledOverTo(Plan plan, int from, int to) =>
        plan
            .Happenings.Where(happening => happening.Day >= from && happening.Day <= to)
            .Select(happening => happening.SeenBy.AddDays(-1))
            .Append(Happening.Start.AddDays(to + 1))
            .Min();

    private static (int From, int To) Stretch(byte first, byte length) => (20 + (first * 2), 20 + (first * 2) + 1 + (length / 2));

    private static string[] Transitions(History history, int from, DateOnly upTo)
    {
        var since = Happening.Start.AddDays(from);
        return
        [
            .. history
                .Recorded.Where(entry => entry.Event is PeriodOpened or PeriodBecameOverdue or PeriodMissed)
                .Select(entry => (entry.Key, Change: (PeriodEvent)entry.Event))
                .Where(entry => entry.Change.EffectiveOn > since && entry.Change.EffectiveOn <= upTo)
                .Select(entry =>
                    $"{entry.Key} {entry.Change.Period.Number} {entry.Change.GetType().Name} {entry.Change.EffectiveOn:yyyy-MM-dd}"
                )
                .Order(StringComparer.Ordinal),
        ];
    }
}
