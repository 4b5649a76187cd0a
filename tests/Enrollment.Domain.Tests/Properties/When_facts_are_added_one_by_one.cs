using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>A state that was kept and decided on again and again decides the same as one that was just read.</summary>
[OfPlans(50)]
public sealed class When_facts_are_added_one_by_one
{
    [FsCheck.NUnit.Property]
    public void Should_decide_what_a_fresh_replay_decides(Plan plan)
    {
        foreach (var stream in History.Of(plan).Streams())
        {
            var kept = EnrollmentState.Empty;
            foreach (var (recorded, number) in stream.Select((recorded, number) => (recorded, number)))
            {
                kept = kept.Apply(recorded);
                var fresh = EnrollmentState.From(stream.Take(number + 1));
                foreach (var date in DatesAround(recorded))
                    Complete(kept, date).Should().Equal(Complete(fresh, date));
                RollOver(kept).Should().Equal(RollOver(fresh));
            }
        }
    }

    [FsCheck.NUnit.Property]
    public void Should_have_its_current_period_last(Plan plan)
    {
        foreach (var (_, _, state) in History.Of(plan).Organization.Enrollments)
            state.Periods.SkipLast(1).Should().NotContain(period => period.IsCurrent);
    }

    // In the middle of what is known, and after all of it.
    private static DateOnly[] DatesAround(EnrollmentEvent recorded) =>
        recorded switch
        {
            CompletionRecorded completion =>
            [
                completion.CompletedOn.AddDays(-1),
                completion.CompletedOn,
                completion.CompletedOn.AddDays(40),
            ],
            SourcesJudged step => [step.On.AddDays(-60), step.On, step.On.AddDays(1)],
            PeriodEvent change => [change.EffectiveOn, change.Period.CountsFrom, change.Period.Due ?? change.Period.EnrolledOn],
            _ => [],
        };

    private static IReadOnlyList<EnrollmentEvent> Complete(EnrollmentState state, DateOnly on) =>
        EnrollmentDecider.Decide(state, new RecordCompletion(on, on.AddDays(3), on, Cause.Message("one more")));

    private static IReadOnlyList<EnrollmentEvent> RollOver(EnrollmentState state) =>
        EnrollmentDecider.Decide(state, new RollOver(Happening.Start.AddDays(Plan.Days), Cause.RunOf(Happening.Start)));
}
