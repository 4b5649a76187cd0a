using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Past;

/// <summary>
/// An enrollment on a date on which an earlier version of the semantics decided. Its rules are not in the core any more, so the answer is
/// what was recorded, and what time alone did after that. Where the facts give all that was recorded, they give the past as well.
/// </summary>
public static class RecordedPast
{
    /// <summary>The enrollment on the date.</summary>
    /// <param name="events">What is known, in the order in which it was recorded.</param>
    /// <param name="date">The date.</param>
    public static EnrollmentState AsOf(IReadOnlyList<EnrollmentEvent> events, DateOnly date)
    {
        // What another version changed is not of this past.
        var past = events.Where(recorded => recorded.Cause.Semantics is null).ToArray();
        var known = EnrollmentState.From(past);
        return IsReplayed(known, past) ? known.AsOf(date) : Folded(past, known, date);
    }

    /// <summary>Late facts lead to changes whose dates are those of handling. Only a replay puts them on their days.</summary>
    private static bool IsReplayed(EnrollmentState known, EnrollmentEvent[] past)
    {
        var latest = past.OfType<PeriodEvent>().Select(change => change.EffectiveOn).DefaultIfEmpty().Max();
        return known.Periods.SequenceEqual(TimelineDiff.Numbered(known, known.Replay.UpTo(latest).Timeline, adoptedOn: null));
    }

    private static EnrollmentState Folded(EnrollmentEvent[] past, EnrollmentState known, DateOnly date)
    {
        // A period that was retracted has never been, on any date.
        var retracted = past.OfType<PeriodRetracted>().Select(change => change.Period.Number).ToHashSet();
        var state = EnrollmentState.From(past.Where(recorded => Holds(recorded, date, retracted)));
        return state.Current is { NextTransitionOn: { } next } current && next <= date
            ? PassTime(state, current, known.AsOf(date), date)
            : state;
    }

    private static bool Holds(EnrollmentEvent recorded, DateOnly date, HashSet<int> retracted) =>
        recorded switch
        {
            EnrollmentFact fact => EnrollmentState.HoldsFrom(fact) <= date,
            PeriodEvent change => change.EffectiveOn <= date && !retracted.Contains(change.Period.Number),
            _ => false,
        };

    /// <summary>Nothing was recorded of it yet. Where the facts give the same period now, they say what follows, too.</summary>
    private static EnrollmentState PassTime(EnrollmentState state, Period current, EnrollmentState replayed, DateOnly date)
    {
        var place = replayed.Periods.FindLastIndex(period =>
            period.Origin == current.Origin && period.PlannedFrom == current.PlannedFrom && IsDueAlike(period, current)
        );
        if (place < 0)
            return Passed(state, current, date);
        return replayed
            .Periods.Skip(place)
            .Select((period, index) => period with { Number = index == 0 ? current.Number : state.LastNumber + index })
            .Aggregate(state, (passed, period) => With(passed, period, date));
    }

    private static bool IsDueAlike(Period replayed, Period recorded) =>
        replayed.Due == recorded.Due && replayed.Requirement == recorded.Requirement && !(replayed.EndedOn < recorded.NextTransitionOn);

    private static EnrollmentState Passed(EnrollmentState state, Period current, DateOnly date)
    {
        var late = current is { Requirement: Requirement.Required, Due: { } due } && due < date ? due.AddDays(1) : (DateOnly?)null;
        var isOverdue = late is not null && current.EnrolledOn <= date;
        return With(
            state,
            current with
            {
                Status = isOverdue ? PeriodStatus.Overdue : PeriodStatus.Open,
                Visible = true,
                OverdueSince = isOverdue ? current.OverdueSince ?? late : null,
                EnrollmentOverdueSince = isOverdue ? current.EnrollmentOverdueSince ?? late : current.EnrollmentOverdueSince,
                NextTransitionOn = isOverdue ? null : current.Due?.AddDays(1),
            },
            date
        );
    }

    private static EnrollmentState With(EnrollmentState state, Period period, DateOnly date) =>
        state.Apply(
            new PeriodRevised
            {
                Cause = new Cause(),
                EffectiveOn = date,
                Period = period,
            }
        );
}
