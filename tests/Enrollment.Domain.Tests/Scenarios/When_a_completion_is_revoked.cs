namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 10, completion revoked. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_a_completion_is_revoked
{
    // "The completions of that date are left out from then on, as if they had never come."
    [Test]
    public void Should_leave_it_out() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .CompletionRevoked("2026-05-06", "2026-05-04")
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-31 open");

    // "Left out is every earlier completion", also one that arrives after the revocation.
    [Test]
    public void Should_leave_out_one_that_arrives_later() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .ArrivingAsListed()
            .CompletionRevoked("2026-05-06", "2026-05-04")
            .Completes("2026-05-04")
            .Until("2026-05-07")
            .Has("2026-05-01 due 2026-05-31 open");

    // "A later ActivityCompleted for the date (by occurredAt) counts again."
    [Test]
    public void Should_count_a_later_one_for_the_date_again() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .CompletionRevoked("2026-05-06", "2026-05-04")
            .Completes("2026-05-04", told: "2026-05-07T12:00:00Z")
            .Until("2026-05-07")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-04");

    // "Sent with, or recorded under, that date (section 2)": sent with 5 May, recorded under 4 May.
    [TestCase("2026-05-05")]
    [TestCase("2026-05-04")]
    public void Should_leave_out_one_dated_a_day_ahead_by_either_date(string revoked) =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-05", told: "2026-05-04T23:00:00Z")
            .CompletionRevoked("2026-05-06", revoked)
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-31 open");

    // "What is planned as before stays as it is": the overdue period that comes after is not touched.
    [Test]
    public void Should_leave_what_is_planned_as_before() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(5).IgnoringPrior())
            .Completes("2026-04-20", told: "2026-05-01T12:00:00Z")
            .CompletionRevoked("2026-05-10", "2026-04-20")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-06 overdue");

    // "A revocation that leaves out nothing more changes nothing."
    [Test]
    public void Should_change_nothing_when_it_leaves_out_nothing() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(5))
            .CompletionRevoked("2026-05-10", "2026-05-04")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-06 overdue");
}
