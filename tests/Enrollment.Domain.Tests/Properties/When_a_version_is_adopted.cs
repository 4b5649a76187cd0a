using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>What this version of the semantics recorded is what it gives: its first night would have nothing to change.</summary>
[OfPlans(30)]
public sealed class When_a_version_is_adopted
{
    [FsCheck.NUnit.Property]
    public void Should_change_nothing_that_it_recorded_itself(Plan plan)
    {
        var history = new History(plan.MinimumDays);
        for (var day = 0; day <= Plan.Days; day++)
        {
            history.Night(day);
            foreach (var (activity, learner, state) in history.Organization.Enrollments)
                Adopted(state, activity, learner, Happening.Start.AddDays(day)).Should().BeEmpty();
            history.Arrive(plan.After(day));
        }
    }

    private static IEnumerable<EnrollmentEvent> Adopted(EnrollmentState state, ActivityId activity, LearnerId learner, DateOnly lastRun)
    {
        var night = lastRun.AddDays(1);
        var step = StepContext.OfRun(night, Happening.Calendar.NightlyInstant(night), minimumDays: 7);
        var evaluation = new EvaluateRules(activity, new Learner(learner), [], Happening.Calendar, step) { AdoptsAfter = lastRun };
        return EnrollmentDecider.Decide(state, evaluation).Where(recorded => recorded is SemanticsAdopted);
    }
}
