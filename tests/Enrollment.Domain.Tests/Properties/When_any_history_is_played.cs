using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>What holds for every organization, whatever its rules and facts.</summary>
[OfPlans(50)]
public sealed class When_any_history_is_played
{
    [FsCheck.NUnit.Property]
    public void Should_fold_the_events_to_the_state_the_decisions_held(Plan plan)
    {
        var history = History.Of(plan);
        foreach (var (activity, learner, state) in history.Organization.Enrollments)
        {
            var folded = EnrollmentState.From(history.Streams().Single(stream => stream.Key == (activity, learner)));
            folded.Periods.Should().Equal(state.Periods);
            folded.Facts.Should().Equal(state.Facts);
            folded.LastNumber.Should().Be(state.LastNumber);
        }
    }

    [FsCheck.NUnit.Property]
    public void Should_never_have_two_current_periods(Plan plan)
    {
        foreach (var stream in History.Of(plan).Streams())
        foreach (var decided in AfterEachDecision(stream))
            decided.Periods.Count(period => period.IsCurrent).Should().BeLessThanOrEqualTo(1);
    }

    [FsCheck.NUnit.Property]
    public void Should_never_use_a_period_number_again(Plan plan)
    {
        foreach (var stream in History.Of(plan).Streams())
        {
            var changes = stream.OfType<PeriodEvent>().Select(change => (change.GetType(), change.Period.Number)).ToList();
            var first = changes.Select(change => change.Number).Distinct().ToArray();
            first.Should().BeInAscendingOrder();
            foreach (var number in first)
            {
                var own = changes.Where(change => change.Number == number).Select(change => change.Item1).ToList();
                own[0].Should().Match(kind => kind == typeof(PeriodPlanned) || kind == typeof(PeriodSatisfied));
                own.Skip(1).Should().NotContain(typeof(PeriodPlanned));
                own.SkipLast(1).Should().NotContain(typeof(PeriodRetracted));
            }
        }
    }

    [FsCheck.NUnit.Property]
    public void Should_change_nothing_when_a_night_is_run_twice(Plan plan)
    {
        var history = new History(plan.MinimumDays);
        for (var day = 0; day <= Plan.Days; day++)
        {
            history.Night(day);
            var before = history.Recorded.Count;
            history.Night(day);
            history.Recorded.Should().HaveCount(before);
            history.Arrive(plan.After(day));
        }
    }

    /// <summary>Section 5.3 and 10: it changes only when a completion is revoked or an earlier one arrives late.</summary>
    [FsCheck.NUnit.Property]
    public void Should_leave_a_completed_period_as_it_is_in_every_run_and_by_every_other_fact(Plan plan)
    {
        foreach (var stream in History.Of(plan).Streams())
        {
            var state = EnrollmentState.Empty;
            foreach (var decided in stream.Chunked())
            {
                var after = decided.Aggregate(state, (current, recorded) => current.Apply(recorded));
                if (!decided.Any(recorded => recorded is CompletionRecorded or CompletionRevoked))
                    state.Periods.Where(IsDone).Should().BeSubsetOf(after.Periods);
                state = after;
            }
        }
    }

    private static bool IsDone(Period period) =>
        period.Status is PeriodStatus.Completed or PeriodStatus.CompletedLate or PeriodStatus.Satisfied;

    [FsCheck.NUnit.Property]
    public void Should_make_nobody_overdue_by_enrolling_editing_or_coming_back(Plan plan)
    {
        foreach (var stream in History.Of(plan).Recorded.GroupBy(entry => entry.Key))
            CheckLateness([.. stream.Select(entry => (entry.Night, entry.Event))]);
    }

    private static void CheckLateness((DateOnly? Night, EnrollmentEvent Event)[] stream)
    {
        var state = EnrollmentState.Empty;
        foreach (var run in stream.GroupBy(entry => (entry.Night, entry.Event.Cause)))
        {
            var before = state;
            var touched = new HashSet<int>();
            foreach (var (night, recorded) in run)
            {
                if (recorded is PeriodPlanned or PeriodDueDateChanged or PeriodRequirementChanged or PeriodResumed or PeriodRestored)
                    touched.Add(((PeriodEvent)recorded).Period.Number);
                if (
                    night is { } date
                    && recorded is PeriodEvent { Period.Status: PeriodStatus.Overdue } late
                    && touched.Contains(late.Period.Number)
                )
                    (before.Periods.Find(period => period.Number == late.Period.Number)?.Due < date)
                        .Should()
                        .BeTrue($"{late} came in the very run that planned, edited or resumed it");
                state = state.Apply(recorded);
            }
        }
    }

    private static IEnumerable<EnrollmentState> AfterEachDecision(IEnumerable<EnrollmentEvent> stream)
    {
        var (state, cause) = (EnrollmentState.Empty, default(Cause));
        foreach (var recorded in stream)
        {
            if (recorded.Cause != cause)
                yield return state;
            (state, cause) = (state.Apply(recorded), recorded.Cause);
        }

        yield return state;
    }
}
