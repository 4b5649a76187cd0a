namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 11. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_rules_say_more
{
    // "Counts as audience none after": an open period stays.
    [Test]
    public void Should_leave_an_open_period_when_the_last_day_has_passed() =>
        Organization().Rule(OneTime().DueWithin(10).ActiveUntil("2026-05-05")).Until("2026-05-12").Has("2026-05-01 due 2026-05-11 overdue");

    // "withdraw: as last source lost."
    [Test]
    public void Should_withdraw_an_open_period_where_the_rule_says_so() =>
        Organization()
            .Rule(OneTime().DueWithin(10).ActiveUntil("2026-05-05").WithdrawingWhenOver())
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    // "The version that is known when it becomes so decides": a later one changes nothing.
    [Test]
    public void Should_decide_by_the_version_that_was_known_when_it_became_so() =>
        Organization()
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-04-01")
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-03")
            .Rule(OneTime().DueWithin(10).ForNobody().WithdrawingWhenOver(), "2026-05-05")
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-11 open");

    // Section 7, audience set again: "The learner is not in it: as last source lost."
    [Test]
    public void Should_withdraw_a_period_that_stayed_open_when_the_audience_is_set_again_without_the_learner() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-03")
            .Rule(OneTime().DueWithin(10).ForGroup("g"), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    // "n days from hiredOn instead of e"; the hire date changed: "as rule edited" (section 7).
    [Test]
    public void Should_follow_the_hire_date() =>
        EmptyOrganization()
            .Created(hired: "2026-04-20")
            .Rule(OneTime().DueWithinOfHireDate(30))
            .HireDate("2026-04-25", "2026-05-03")
            .Until("2026-05-03")
            .Has("2026-05-01 due 2026-05-25 open");

    // Section 6: "a date before the source's own e counts as e + minimumDaysToComplete": no edit makes a difference then.
    [Test]
    public void Should_not_move_a_date_that_was_before_e_and_stays_so() =>
        EmptyOrganization(minimumDays: 7)
            .Created(hired: "2020-01-01")
            .Rule(OneTime().DueWithinOfHireDate(30))
            .HireDate("2020-02-01", "2026-05-04")
            .Until("2026-05-04")
            .Has("2026-05-01 due 2026-05-08 open");

    // "A completion of one of them is a completion of the rule's activity ... Its revocation counts in the same way."
    [Test]
    public void Should_count_completions_of_other_activities_until_they_are_revoked()
    {
        var told = Organization().Rule(OneTime().DueWithin(30).AlsoCompletedBy("b")).Completes("2026-05-04", activity: "b");
        told.Until("2026-05-04").Has("2026-05-01 due 2026-05-31 completed 2026-05-04");
        told.CompletionRevoked("2026-05-06", "2026-05-04", activity: "b").Until("2026-05-06").Has("2026-05-01 due 2026-05-31 open");
    }

    // "For learners of whom the rule is a source when the completion is counted (5.3)": not one from before the edit.
    [Test]
    public void Should_not_count_one_from_before_the_rule_named_the_activity() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04", activity: "b")
            .Rule(OneTime().DueWithin(30).AlsoCompletedBy("b"), "2026-05-06")
            .Until("2026-05-07")
            .Has("2026-05-01 due 2026-05-31 open");

    // "The same where a period resumes: it is withdrawn with the due date it had, and a first period begins anew."
    [Test]
    public void Should_begin_again_where_a_period_resumes_after_a_new_hire_date() =>
        EmptyOrganization()
            .Created(hired: "2020-01-01")
            .Rule(OneTime().DueWithin(10).AgainWhenHiredAgain())
            .Deactivated("2026-05-04")
            .HireDate("2026-08-01", "2026-08-01")
            .Reactivated("2026-08-01")
            .Until("2026-08-01")
            .Has("2026-05-01 due 2026-05-11 withdrawn", "2026-08-01 due 2026-08-11 open");

    // "5.4 counts no completion before hiredOn (for a rule that is new to the learner, too)."
    [Test]
    public void Should_honor_no_completion_from_before_the_hire_date() =>
        EmptyOrganization()
            .Created(hired: "2026-03-01")
            .Rule(OneTime().DueWithin(10).AgainWhenHiredAgain())
            .Completes("2026-02-01", told: "2026-02-01T12:00:00Z")
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-05-11 open");
}
