using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// The next date on which the calendar alone can change what a run decides (semantics 11). In the runs before it, a learner about whom
/// nothing arrived need not be looked at.
/// </summary>
public static class NextLook
{
    /// <summary>For one learner and activity; null where no date is to come.</summary>
    /// <param name="state">The enrollment.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="rules">The rules for the activity.</param>
    /// <param name="calendar">Turns instants into business dates.</param>
    /// <param name="on">The date of the last run that looked.</param>
    public static DateOnly? After(
        EnrollmentState state,
        Learner learner,
        IEnumerable<Rule> rules,
        BusinessCalendar calendar,
        DateOnly on
    ) =>
        rules
            .SelectMany(rule => DatesOf(rule, learner))
            .Concat(DatesOf(state, on))
            .Concat(learner.Later.Select(fact => calendar.DateOf(fact.Stamp.HoldsFrom)))
            .Where(date => date > on)
            .Select(date => (DateOnly?)date)
            .Min();

    /// <summary>The rule begins, is over, or no longer waits for the learner's hire date.</summary>
    private static IEnumerable<DateOnly> DatesOf(Rule rule, Learner learner)
    {
        if (rule.ActiveFrom is { } from)
            yield return from;
        if (rule.ActiveUntil is { } until)
            yield return until.AddDays(1);
        if (rule.NotBeforeHireDate && learner.HiredOn is { } hired)
            yield return hired;
    }

    /// <summary>
    /// An exemption comes into force, or is over; the current period opens, becomes overdue, is taken over; a reminder of it is due.
    /// </summary>
    private static IEnumerable<DateOnly> DatesOf(EnrollmentState state, DateOnly on)
    {
        foreach (var exemption in state.Exemptions.Values.Where(fact => !fact.Revoked))
        {
            yield return exemption.From;
            if (exemption.Until is { } until)
                yield return until.AddDays(1);
        }

        if (state.Current?.NextTransitionOn is { } transition)
            yield return transition;
        if (Reminding.NextAfter(state, on) is { } reminder)
            yield return reminder;
    }
}
