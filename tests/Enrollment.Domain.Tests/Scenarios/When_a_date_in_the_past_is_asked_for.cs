using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>What held on a date is another question than what was known on it.</summary>
public sealed class When_a_date_in_the_past_is_asked_for
{
    private static readonly DateOnly Enrolled = new(2026, 5, 1);
    private static readonly DateOnly Due = Enrolled.AddDays(10);
    private static readonly DateOnly Completed = Enrolled.AddDays(5);
    private static readonly DateOnly Told = Enrolled.AddDays(20);

    private static readonly EnrollmentState BeforeItWasTold = Judged(EnrollmentState.Empty, Enrolled);
    private static readonly EnrollmentState AfterItWasTold = Apply(
        BeforeItWasTold,
        EnrollmentDecider.Decide(BeforeItWasTold, new RecordCompletion(Completed, Told, Told, Cause.Message("late")))
    );

    [Test]
    public void Should_have_nothing_before_the_first_run_that_saw_a_match() =>
        BeforeItWasTold.AsOf(Enrolled.AddDays(-1)).Periods.Should().BeEmpty();

    [Test]
    public void Should_be_overdue_by_time_alone_although_no_run_recorded_it()
    {
        BeforeItWasTold.AsOf(Due).Current!.Status.Should().Be(PeriodStatus.Open);
        BeforeItWasTold
            .AsOf(Due.AddDays(1))
            .Current!.Should()
            .Match<Period>(period => period.Status == PeriodStatus.Overdue && period.OverdueSince == Due.AddDays(1));
    }

    [Test]
    public void Should_hold_a_completion_from_its_own_date_once_it_is_known()
    {
        AfterItWasTold.AsOf(Completed.AddDays(-1)).Current!.Status.Should().Be(PeriodStatus.Open);
        AfterItWasTold.AsOf(Completed).Periods.Should().ContainSingle().Which.Status.Should().Be(PeriodStatus.Completed);
        AfterItWasTold
            .AsOf(Told)
            .Should()
            .Match<EnrollmentState>(state => state.OverdueSince == null && state.Periods[0].Status == PeriodStatus.Completed);
    }

    [Test]
    public void Should_not_hold_a_withdrawal_before_the_run_that_withdrew()
    {
        var withdrawn = Judged(BeforeItWasTold, Told, matches: false);

        withdrawn.Periods[0].Status.Should().Be(PeriodStatus.Withdrawn);
        withdrawn.AsOf(Told).Periods[0].Status.Should().Be(PeriodStatus.Withdrawn);
        withdrawn.AsOf(Completed).Periods[0].Status.Should().Be(PeriodStatus.Open);
    }

    [Test]
    public void Should_hold_a_join_that_was_handled_late_from_the_day_of_handling()
    {
        var handled = Enrolled.AddDays(3);
        var joined = Judged(EnrollmentState.Empty, StepContext.AtOnce(Enrolled, handled, Night(handled), 0, "join"), matches: true);

        joined.Current!.EligibleFrom.Should().Be(Enrolled);
        joined.AsOf(handled.AddDays(-1)).Periods.Should().BeEmpty();
        joined.AsOf(handled).Current!.Status.Should().Be(PeriodStatus.Open);
    }

    private static EnrollmentState Judged(EnrollmentState state, DateOnly on, bool matches = true) =>
        Judged(state, StepContext.OfRun(on, Night(on), 0), matches);

    private static EnrollmentState Judged(EnrollmentState state, StepContext context, bool matches)
    {
        var terms = new Terms(Requirement.Required, new Recurrence.OneTime(), new Due.Within(10));
        return Apply(state, EnrollmentDecider.Decide(state, Evaluations.Of(terms, context, matches)));
    }

    private static DateTimeOffset Night(DateOnly date) => new(date.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);

    private static EnrollmentState Apply(EnrollmentState state, IEnumerable<EnrollmentEvent> events) =>
        events.Aggregate(state, (current, recorded) => current.Apply(recorded));
}
