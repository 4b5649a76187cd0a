namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 13. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_facts_begin_later
{
    // "The fact then holds from the nightly instant of that date, in every comparison of section 2."
    [Test]
    public void Should_win_over_what_occurred_before_that_date() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Joins("g", "2026-05-02", effectiveOn: "2026-05-10")
            .Leaves("g", "2026-05-05")
            .Until("2026-05-10")
            .Has("2026-05-10 due 2026-06-09 open");

    // "To take it back, send the opposite with the same effectiveOn" (ties: the later occurredAt).
    [Test]
    public void Should_be_taken_back_by_the_opposite_with_the_same_date() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Joins("g", "2026-05-02", effectiveOn: "2026-05-10")
            .Leaves("g", "2026-05-05", effectiveOn: "2026-05-10")
            .Until("2026-05-12")
            .HasNothing();

    // "effectiveOn on or before that business date is as if absent": a join in the user interface is at once.
    [Test]
    public void Should_be_as_if_absent_where_the_date_is_not_later() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Joins("g", "2026-05-05T12:00:00Z", inUserInterface: true, effectiveOn: "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-05 due 2026-06-04 open");

    // A leave from 5 May to 15 May, told in advance: the due date moves by ten days (section 7).
    [Test]
    public void Should_pause_and_resume_on_the_dates() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Deactivated("2026-05-02", effectiveOn: "2026-05-05")
            .Reactivated("2026-05-02", effectiveOn: "2026-05-15")
            .Until("2026-05-15")
            .Has("2026-05-01 due 2026-06-10 open");
}
