using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>
/// What one more completion costs is counted in bytes that are allocated, which do not depend on the machine: a list that is copied or
/// gone through allocates with its length.
/// </summary>
public sealed class When_an_enrollment_has_thousands_of_completions
{
    private const int MostTimes = 3;

    private static readonly DateOnly Enrolled = new(2010, 1, 1);
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly Terms Once = new(Requirement.Required, new Recurrence.OneTime(), new Due.Within(10));
    private static readonly Terms EachDay = new(Requirement.Required, new Recurrence.Custom(new Interval(1, IntervalUnit.Days)));

    private static readonly StepContext InRun = StepContext.OfRun(Enrolled, NoonOf(Enrolled), 0);

    /// <summary>In the user interface, told today: completions since then are counted in the step itself.</summary>
    private static readonly StepContext Joined = StepContext.AtOnce(Enrolled, Today, NoonOf(Today), 0, "join");

    [Test]
    public void Should_take_one_more_that_counts_for_nothing_as_fast_as_before() =>
        CostOfOneMore(Once, 5_000).Should().BeLessThan(MostTimes * CostOfOneMore(Once, 500));

    [Test]
    public void Should_take_one_more_that_ends_a_period_and_plans_the_next_as_fast_as_before() =>
        CostOfOneMore(EachDay, 5_000).Should().BeLessThan(MostTimes * CostOfOneMore(EachDay, 500));

    [Test]
    public void Should_take_one_more_that_a_join_of_long_ago_counts_as_fast_as_before() =>
        CostOfOneMore(EachDay, 2_500, joined: true).Should().BeLessThan(MostTimes * CostOfOneMore(EachDay, 250, joined: true));

    [Test]
    public void Should_take_one_more_from_the_middle_that_counts_for_nothing_as_fast_as_before() =>
        CostOf(Once, 5_000, Enrolled.AddDays(4_001)).Should().BeLessThan(MostTimes * CostOf(Once, 500, Enrolled.AddDays(401)));

    [Test]
    public void Should_count_each_for_a_period_of_its_own() =>
        After(EachDay, 1_000).Should().Match<EnrollmentState>(state => state.Periods.Count == 1_001 && state.Facts.Count == 1_001);

    private static DateTimeOffset NoonOf(DateOnly date) => new(date, new TimeOnly(12, 0), TimeSpan.Zero);

    private static long CostOfOneMore(Terms terms, int known, bool joined = false) =>
        CostOf(terms, known, Enrolled.AddDays(2 * known), joined);

    private static long CostOf(Terms terms, int known, DateOnly completedOn, bool joined = false)
    {
        var state = After(terms, known, joined);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Complete(state, completedOn);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // On every other day, so that there is room between them.
    private static EnrollmentState After(Terms terms, int completions, bool joined = false) =>
        Enumerable
            .Range(0, completions)
            .Aggregate(Judged(terms, joined ? Joined : InRun), (state, number) => Complete(state, Enrolled.AddDays(2 * number)));

    private static EnrollmentState Complete(EnrollmentState state, DateOnly on) =>
        EnrollmentDecider
            .Decide(state, new RecordCompletion(on, Today, Enrolled, Cause.Message($"completed {on:O}")))
            .Aggregate(state, (current, recorded) => current.Apply(recorded));

    private static EnrollmentState Judged(Terms terms, StepContext context) =>
        EnrollmentDecider
            .Decide(EnrollmentState.Empty, Evaluations.Of(terms, context))
            .Aggregate(EnrollmentState.Empty, (current, recorded) => current.Apply(recorded));
}
