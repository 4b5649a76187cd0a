using System.Text.Json;
using Enrollment.Journeys.Tests.Cli;

namespace Enrollment.Journeys.Tests.Decisions;

/// <summary>What people decided, as helpdesk and auditors see it: now, on a date, and as it was known at an instant.</summary>
public sealed class When_decisions_are_shown
{
    private DecidedStory _story = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _story = await DecidedStory.StartAsync();
        await _story.PlayAsync();
        _enrollctl = new Enrollctl(_story.Pipeline.Postgres, _story.Pipeline.RabbitMq);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _story.DisposeAsync();

    [TestCase("ann", "2026-05-04", "open 2026-05-12")]
    [TestCase("ann", "2026-05-05", "exempted 2026-05-12")]
    [TestCase("bob", "2026-05-13", "overdue 2026-05-12")]
    [TestCase("bob", "2026-05-14", "open 2026-06-30")]
    [TestCase("cy", "2026-05-10", "open 2026-05-12")]
    [TestCase("cy", "2026-05-19", "overdue 2026-05-12")]
    [TestCase("cy", "2026-05-20", "open 2026-05-27")]
    [TestCase("dee", "2026-06-01", "completed 2026-05-12")]
    [TestCase("dee", "2026-06-02", "open 2026-06-16")]
    public async Task Should_show_what_held_on_a_date(string learner, string asOf, string latest) =>
        (await LatestAsync(learner, asOf)).Should().Be(latest);

    [TestCase("bob", "2026-05-20", "overdue 2026-05-12")]
    [TestCase("cy", "2026-05-20", "completed 2026-05-12")]
    [TestCase("dee", "2026-06-02", "completed 2026-05-12")]
    public async Task Should_show_what_was_known_before_the_decision(string learner, string asOf, string latest) =>
        (await LatestAsync(learner, asOf, "--known-at", _story.BeforeTheDecisions)).Should().Be(latest);

    [Test]
    public async Task Should_explain_an_exemption_first()
    {
        var conditions = await ConditionsAsync("ann", "safety", "2026-05-06");

        conditions[0].Should().Be("notExempt False exemption x-17 from 2026-05-05 to 2026-08-31, decided by hr: parental leave");
        conditions[1].Should().Be("enrollsAnybody True it has an audience");
        (await TextAsync("explain", "ann", "safety", "--as-of", "2026-05-06"))
            .Should()
            .Contain("ann in safety on 2026-05-06: exempted")
            .And.Contain("ended by exemption x-17 from 2026-05-05 to 2026-08-31, decided by hr: parental leave")
            .And.Contain("in force: exemption x-17")
            .And.Contain("does not enroll the learner: an exemption is in force");
    }

    [Test]
    public async Task Should_explain_no_exemption_before_and_after_it()
    {
        (await ConditionsAsync("ann", "safety", "2026-05-04")).Should().NotContain(condition => condition.StartsWith("notExempt"));
        (await ConditionsAsync("ann", "safety", "2026-09-01")).Should().NotContain(condition => condition.StartsWith("notExempt"));
        (await TextAsync("explain", "ann", "safety", "--as-of", "2026-09-01"))
            .Should()
            .Contain("an exemption was in force when the rules were last evaluated for this enrollment, on 2026-05-05");
    }

    [Test]
    public async Task Should_explain_an_exemption_of_somebody_who_was_never_enrolled()
    {
        (await ConditionsAsync("fay", "safety", "2026-05-10"))[0]
            .Should()
            .Be("notExempt False exemption x-18 from 2026-05-08 on, decided by hr: secondment");
        (await TextAsync("explain", "fay", "safety", "--as-of", "2026-05-10"))
            .Should()
            .Contain("fay in safety on 2026-05-10: not enrolled")
            .And.Contain("in force: exemption x-18 from 2026-05-08 on, decided by hr: secondment");
        (await ConditionsAsync("fay", "safety", "2026-05-07")).Should().NotContain(condition => condition.StartsWith("notExempt"));
    }

    [Test]
    public async Task Should_explain_a_window_an_excluded_group_and_a_hire_date_to_come() =>
        (await ConditionsAsync("gus", "first-aid", "2026-05-20"))
            .Should()
            .Equal(
                "enrollsAnybody True it has an audience until 2026-12-31",
                "inForce False the date is 2026-05-20",
                "active True active, because no message says otherwise",
                "inAudience True every learner belongs to it",
                "notExcepted False joined contractors on 2026-05-01 (message gus)",
                "hireDateCame False the hire date is 2026-07-01"
            );

    [Test]
    public async Task Should_explain_a_rule_that_is_over()
    {
        (await ConditionsAsync("gus", "first-aid", "2027-01-01")).Should().Contain("enrollsAnybody False its last day was 2026-12-31");
        (await TextAsync("explain", "gus", "first-aid", "--as-of", "2027-01-01"))
            .Should()
            .Contain("does not match: the rule is no longer in force");
    }

    [Test]
    public async Task Should_say_that_a_hire_date_is_unknown_from_which_a_due_date_counts() =>
        (await TextAsync("explain", "bob", "first-aid", "--as-of", "2026-06-02"))
            .Should()
            .Contain("due 30 days after the hire date")
            .And.Contain("the hire date is unknown, so the days count from the eligibility date");

    [Test]
    public async Task Should_explain_who_moved_a_date_and_why()
    {
        (await TextAsync("explain", "bob", "safety", "--as-of", "2026-05-20"))
            .Should()
            .Contain("due 2026-06-30: computed from the eligibility date 2026-05-02, due no earlier than 2026-06-30 by an extension")
            .And.Contain("extended to 2026-06-30 at the earliest, decided by manager: illness");
        (await TextAsync("explain", "dee", "safety", "--as-of", "2026-06-02"))
            .Should()
            .Contain("due 2026-06-16: planned by an order of retraining in the night of 2026-06-02")
            .And.Contain("order of retraining o-3, decided by safety officer: accident in the lab");
    }

    [TestCase(
        "ann",
        "Exemption x-17 granted from 2026-05-05 to 2026-08-31",
        "decided by hr: parental leave",
        "An exemption came into force"
    )]
    [TestCase("bob", "Due date extended: no earlier than 2026-06-30", "decided by manager: illness", "was due 2026-05-12, now due")]
    [TestCase("cy", "Completion of 2026-05-04 revoked", "decided by lms: entered by mistake", "the period is current again")]
    [TestCase(
        "dee",
        "order of retraining o-3, decided by safety officer: accident in the lab, due 2026-06-16",
        "Enrolled, required, due 2026-06-16"
    )]
    [TestCase("eve", "Reminder: due 2026-05-12, in 3 days", "Reminder: still not completed, 7 days after the due date 2026-05-12")]
    public async Task Should_tell_the_story_in_words(string learner, params string[] told) =>
        (await TextAsync("history", learner, "safety")).Should().ContainAll(told);

    [Test]
    public async Task Should_know_exempted_as_a_status()
    {
        (await TextAsync("who", "--activity", "safety", "--as-of", "2026-05-20", "--status", "exempted", "--csv"))
            .Should()
            .Contain("safety,ann,exempted,required,2026-05-02,2026-05-12,2026-05-02,,,safety-rule,1");
        var listed = Json(await _enrollctl.Run("enrollments", "--status", "exempted", "--json"));
        listed.EnumerateArray().Select(row => row.GetProperty("userId").GetString()).Should().Equal("ann");
        (await TextAsync("show", "ann", "--as-of", "2026-05-20")).Should().Contain("matching: no rule, because of an exemption");
    }

    [Test]
    public async Task Should_show_everything_that_a_rule_says() =>
        (await TextAsync("rule", "history", "first-aid-rule"))
            .Should()
            .ContainAll(
                "audience: the entire company except members of contractors",
                "due: 30 days after the hire date",
                "active from: 2026-06-01",
                "active until: 2026-12-31",
                "when over: open periods are withdrawn",
                "before the hire date: does not match"
            );

    [Test]
    public async Task Should_export_decisions_in_words()
    {
        var (folder, key) = (Directory.CreateTempSubdirectory().FullName, Path.GetTempFileName());
        File.Delete(key);
        (await TextAsync("audit", "keys", "--out", key)).Should().NotBeEmpty();
        await TextAsync("audit", "export", "--learner", "ann", "--out", Path.Combine(folder, "ann"), "--key", key);

        (await File.ReadAllTextAsync(Path.Combine(folder, "ann", "events.csv")))
            .Should()
            .Contain("Exemption x-17 granted from 2026-05-05 to 2026-08-31; effective 2026-05-05; decided by hr: parental leave");
    }

    private async Task<string> LatestAsync(string learner, string asOf, params string[] more)
    {
        var shown = Json(await _enrollctl.Run(["show", learner, "safety", "--as-of", asOf, "--json", .. more]));
        var period = shown[0].GetProperty("periods").EnumerateArray().Last();
        return $"{period.GetProperty("status")} {period.GetProperty("due")}";
    }

    private async Task<string[]> ConditionsAsync(string learner, string activity, string asOf) =>
        [
            .. Json(await _enrollctl.Run("explain", learner, activity, "--as-of", asOf, "--json"))
                .GetProperty("rules")[0]
                .GetProperty("conditions")
                .EnumerateArray()
                .Select(condition =>
                    $"{condition.GetProperty("condition")} {condition.GetProperty("isMet")} {condition.GetProperty("value")}"
                ),
        ];

    private async Task<string> TextAsync(params string[] arguments)
    {
        var ran = await _enrollctl.Run(arguments);
        ran.ExitCode.Should().Be(0, ran.Error);
        return ran.Output;
    }

    private static JsonElement Json(CommandResult ran)
    {
        ran.ExitCode.Should().Be(0, ran.Error);
        return JsonDocument.Parse(ran.Output).RootElement;
    }
}
