using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// The dates that a fact names, and on which the calendar alone can change what a run decides (semantics 11). With
/// <see cref="EnrollmentState.NextDate"/> these are all: in the other runs, a learner about whom nothing arrived need not be looked at. A
/// date that is not after the last run needs no look: the run that sees the fact sees what holds on its own date.
/// </summary>
public static class NextLook
{
    /// <summary>The rule begins, or is over. It concerns everybody whom the rule can match.</summary>
    public static IEnumerable<DateOnly> DatesOf(Rule rule)
    {
        if (rule.ActiveFrom is { } from)
            yield return from;
        if (rule.ActiveUntil is { } until)
            yield return until.AddDays(1);
    }

    /// <summary>
    /// The fact holds from a later date, or the learner is hired on it. The hire date matters to rules that wait for it, also to one saved
    /// later.
    /// </summary>
    public static IEnumerable<DateOnly> DatesOf(LearnerFact fact, BusinessCalendar calendar)
    {
        if (fact.Stamp.LaterFrom is { } later)
            yield return calendar.LatestDue(later);
        if (HiredOn(fact) is { } hired)
            yield return hired;
    }

    /// <summary>What is still to come by the facts that hold.</summary>
    public static IEnumerable<DateOnly> DatesOf(Learner learner, BusinessCalendar calendar) =>
        learner.Later.SelectMany(fact => DatesOf(fact, calendar)).Concat(learner.HiredOn is { } hired ? [hired] : []).Distinct();

    /// <summary>The exemptions that hold come into force, or are over.</summary>
    public static IEnumerable<DateOnly> DatesOf(EnrollmentState state) => state.Exemptions.Values.SelectMany(DatesOf);

    /// <summary>The exemption comes into force, or is over.</summary>
    public static IEnumerable<DateOnly> DatesOf(ExemptionRecorded exemption)
    {
        if (exemption.Revoked)
            yield break;
        yield return exemption.From;
        if (exemption.Until is { } until)
            yield return until.AddDays(1);
    }

    private static DateOnly? HiredOn(LearnerFact fact) =>
        fact switch
        {
            LearnerCreated created => created.HiredOn,
            LearnerUpdated updated => updated.HiredOn,
            _ => null,
        };
}
