using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Benchmark.Deciding;

/// <summary>The domain's three entries before there were commands; compiled only with the domain of such a commit.</summary>
internal static class Decider
{
    public static IReadOnlyList<EnrollmentEvent> Evaluate(
        EnrollmentState state,
        ActivityId activity,
        Learner learner,
        IReadOnlyCollection<Rule> rules,
        BusinessCalendar calendar,
        StepContext step
    ) => Judging.Decide(state, learner, rules, activity, calendar, step);

    public static IReadOnlyList<EnrollmentEvent> Complete(EnrollmentState state, DateOnly on, DateOnly handledOn, DateOnly lastRun) =>
        Decisions.Complete(state, on, handledOn, lastRun, Cause.Message("completion"));

    public static IReadOnlyList<EnrollmentEvent> RollOver(EnrollmentState state, DateOnly to) =>
        Decisions.RollOver(state, to, Cause.RunOf(to));
}
