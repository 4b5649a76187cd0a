namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5.2, 5.5, 6 and 7: what an edit leaves of a period that is late, and of the year k of an annual one.</summary>
public sealed class When_an_edit_meets_an_overdue_period
{
    // 5.2: a current period whose due date an edit replaces gets the k of that date. This one keeps its date, and so k = 2026.
    // T(2027) = 1 March 2027 − 182 days = 31 August 2026, but not before 2 October. 5.5: that is dated the run.
    [Test]
    public void Should_keep_k_where_the_due_date_is_kept() =>
        Organization()
            .Rule(Annual("10-01"))
            .Rule(Annual("03-01"), "2026-11-15")
            .Until("2026-11-15")
            .Has("2026-05-01 due 2026-10-01 missed", "2026-11-15 due 2027-03-01 open");

    // The same initial due date: k stays 2026. T(2027) = 31 March 2027 − 182 days.
    [TestCase("2026-09-29", "2026-05-01 due 2026-05-31 overdue")]
    [TestCase("2026-09-30", "2026-05-01 due 2026-05-31 missed", "2026-09-30 due 2027-03-31 open")]
    public void Should_keep_k_where_the_new_version_gives_the_same_due_date(string until, params string[] periods) =>
        Organization()
            .Rule(Annual("12-31").FirstDueWithin(30))
            .Rule(Annual("03-31").FirstDueWithin(30), "2026-05-10")
            .Until(until)
            .Has(periods);

    // 7: where the new version gives nothing, the source counts as gone. 6: lateness lasts as long as the source is live.
    [Test]
    public void Should_take_the_date_of_another_source_where_the_new_version_gives_nothing() =>
        TwoRules()
            .Rule(OneTime("quick"), "2026-12-01")
            .Until("2026-12-01")
            .Has("2026-05-01 due 2026-11-01 completed 2026-05-10", "2026-05-10 due 2027-05-10 open by slow");

    // 6: gained again, as it was edited and gives something. Its date 10 November is before its e, and used with the floor.
    [Test]
    public void Should_gain_it_again_once_it_gives_something() =>
        TwoRules()
            .Rule(OneTime("quick"), "2026-12-01")
            .Rule(Every(6, "months", "quick"), "2026-12-15")
            .Until("2026-12-15")
            .Has("2026-05-01 due 2026-11-01 completed 2026-05-10", "2026-05-10 due 2026-12-22 open by quick");

    /// <summary>The second period is overdue since 11 November, under the quick one.</summary>
    private static Organization TwoRules() =>
        Organization(minimumDays: 7).Rule(Every(6, "months", "quick")).Rule(Every(12, "months", "slow")).Completes("2026-05-10");
}
