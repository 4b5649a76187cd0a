using Enrollment.Domain.Benchmark.Deciding;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Benchmark;

/// <summary>What was to be decided at one point of a history.</summary>
internal abstract record Decision
{
    public abstract IReadOnlyList<EnrollmentEvent> Decide(EnrollmentState state);

    internal sealed record Evaluation(Learner Learner, IReadOnlyCollection<Rule> Rules, BusinessCalendar Calendar, StepContext Step)
        : Decision
    {
        public override IReadOnlyList<EnrollmentEvent> Decide(EnrollmentState state) =>
            Decider.Evaluate(state, History.Activity, Learner, Rules, Calendar, Step);
    }

    internal sealed record Completed(DateOnly On, DateOnly HandledOn, DateOnly LastRun) : Decision
    {
        public override IReadOnlyList<EnrollmentEvent> Decide(EnrollmentState state) => Decider.Complete(state, On, HandledOn, LastRun);
    }

    internal sealed record RolledOver(DateOnly To) : Decision
    {
        public override IReadOnlyList<EnrollmentEvent> Decide(EnrollmentState state) => Decider.RollOver(state, To);
    }
}
