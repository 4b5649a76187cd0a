namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 10, due date extended. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_a_due_date_is_extended
{
    // "The current period is due no earlier than that date."
    [Test]
    public void Should_move_the_due_date() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Extended("2026-05-05", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-20 open");

    // "If it was overdue and the date is not before the day of handling, it is open again."
    [TestCase("2026-05-13", "2026-05-01 due 2026-05-13 overdue")]
    [TestCase("2026-05-14", "2026-05-01 due 2026-05-14 open")]
    public void Should_open_an_overdue_period_from_the_day_of_handling_on(string due, string period) =>
        Organization().Rule(OneTime().DueWithin(10)).Extended("2026-05-14", due).Until("2026-05-14").Has(period);

    // "One due later: no change now, but the date binds."
    [Test]
    public void Should_bind_what_is_computed_later() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Extended("2026-05-05", "2026-05-20")
            .Rule(OneTime().DueWithin(5), "2026-05-06")
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-20 open");

    // "No current period: recorded, no change."
    [Test]
    public void Should_change_nothing_without_a_current_period() =>
        Organization()
            .Rule(Every(1, "months").DueWithin(10))
            .Extended("2026-04-30", "2026-09-01")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-11 open");

    // "A pause moves an extended date, and the bound with it": by ten days.
    [Test]
    public void Should_move_with_a_pause() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Extended("2026-05-02", "2026-05-20")
            .Deactivated("2026-05-05")
            .Reactivated("2026-05-15")
            .Until("2026-05-16")
            .Has("2026-05-01 due 2026-05-30 open");

    // "The anchor previousDue goes on from the date without the extension": 11 May + 1 month.
    [Test]
    public void Should_not_move_the_anchor() =>
        Organization()
            .Rule(Every(1, "months").FromPreviousDue().DueWithin(10))
            .Extended("2026-05-05", "2026-05-20")
            .Completes("2026-05-18")
            .Until("2026-05-19")
            .Has("2026-05-01 due 2026-05-20 completed 2026-05-18", "2026-05-18 due 2026-06-11 open");

    // Section 5.3: "the decisions of section 10 are taken again as on their days".
    [Test]
    public void Should_be_taken_again_when_an_earlier_completion_arrives() =>
        Organization()
            .Rule(Every(1, "months").DueWithin(10))
            .Extended("2026-05-05", "2026-06-30")
            .Completes("2026-05-03", told: "2026-05-10T12:00:00Z")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-03", "2026-05-03 due 2026-06-30 open");
}
