using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Benchmark.Deciding;

/// <summary>The domain's entry.</summary>
internal static class Decider
{
    public static IReadOnlyList<EnrollmentEvent> Evaluate(
        EnrollmentState state,
        ActivityId activity,
        Learner learner,
        IReadOnlyCollection<Rule> rules,
        BusinessCalendar calendar,
        StepContext step
    ) => EnrollmentDecider.Decide(state, new EvaluateRules(activity, learner, rules, calendar, step));

    public static IReadOnlyList<EnrollmentEvent> Complete(EnrollmentState state, DateOnly on, DateOnly handledOn, DateOnly lastRun) =>
        EnrollmentDecider.Decide(state, new RecordCompletion(on, handledOn, lastRun, Cause.Message("completion")));

    public static IReadOnlyList<EnrollmentEvent> RollOver(EnrollmentState state, DateOnly to) =>
        EnrollmentDecider.Decide(state, new RollOver(to, Cause.RunOf(to)));
}
