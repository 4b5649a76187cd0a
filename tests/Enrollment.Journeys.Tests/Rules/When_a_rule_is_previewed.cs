using Enrollment.Cli.Simulate;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;

namespace Enrollment.Journeys.Tests.Rules;

/// <summary>What is previewed is what the night then does, by name and by date.</summary>
public sealed class When_a_rule_is_previewed
{
    private const string Sales = """{"kind":"groups","groupIds":["sales"]}""";
    private const string Plant = """{"kind":"groups","groupIds":["plant"]}""";
    private const string Company = """{"kind":"entireCompany"}""";
    private const string Nobody = """{"kind":"none"}""";
    private const string Yearly = """{"kind":"annual"}""";
    private const string Monthly = """{"kind":"custom","every":{"count":1,"unit":"months"}}""";

    private Pipeline _pipeline = null!;
    private PreviewCompany _company = null!;

    [SetUp]
    public async Task Settle()
    {
        _pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        _company = new PreviewCompany(_pipeline);
        await _company.Settle();
    }

    [TearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [Test]
    public async Task Should_agree_with_the_night_for_a_new_rule_and_every_kind_of_edit()
    {
        var first = await Agree(Rule(1, Sales, 30));
        first.Counts.Gains.Should().BePositive();
        first.Counts.Keeps.Should().BePositive("the other rule enrolls some of the activity whom the new one does not touch");
        (await Agree(Rule(2, Sales, 20))).Counts.Changes.Should().BePositive("the due date moved");
        (await Agree(Rule(3, Sales, 20, "recommended"))).Counts.Changes.Should().BePositive("the requirement changed");
        var moved = await Agree(Rule(4, Plant, 20));
        moved.Counts.Gains.Should().BePositive();
        moved.Counts.Loses.Should().BePositive();
        var hired = await Agree(Rule(5, Plant, 20, more: ""","hiredAfter":"2025-12-31" """));
        hired.Counts.Loses.Should().BePositive();
        hired.Undecided.Should().BeEquivalentTo("p18", "p19", "p22", "p23", "p26", "p27", "p30");
        (await Agree(Rule(6, Company, 60, more: ""","priorCompletions":{"kind":"ignore"}"""))).Counts.Gains.Should().BePositive();
        (await Agree(Rule(7, Nobody, 60)))
            .Counts.Should()
            .Match<PreviewCounts>(counts => counts.Gains == 0 && counts.Changes > 0, "open periods stay, as if without a rule");
    }

    [Test]
    public async Task Should_agree_with_the_night_for_scheduled_recurring_and_moved_rules()
    {
        (await Agree(Rule(1, Company, 0, kind: "eachYearOn", more: ""","enrolledOnDaysBeforeDue":60""", recurrence: Yearly)))
            .Counts.Gains.Should()
            .BePositive("periods are scheduled");
        (await Agree(Rule(2, Nobody, 0, kind: "eachYearOn", recurrence: Yearly)))
            .Counts.Loses.Should()
            .BePositive("scheduled periods are canceled");
        (await Agree(Rule(3, Plant, 10, recurrence: Monthly))).Counts.Gains.Should().BePositive();
        (await Agree(Rule(4, Plant, 10, recurrence: Monthly).Replace("\"safety\"", "\"first-aid\"", StringComparison.Ordinal)))
            .Enrollments.Select(enrollment => enrollment.ActivityId)
            .Distinct()
            .Should()
            .BeEquivalentTo(["safety", "first-aid"], "the rule moves to another activity");
    }

    [Test]
    public async Task Should_tell_apart_what_the_night_does_anyway()
    {
        await Agree(Rule(1, Sales, 30));
        await _company.Say("GroupMembershipChanged", """{"userId":"p04","origin":"integration","joined":["sales"],"left":["other"]}""");
        await _company.Say("UserDeactivated", """{"userId":"p01"}""");
        var preview = await Agree(Rule(2, Plant, 30));

        preview.Counts.Anyway.Should().Be(2);
        preview
            .Enrollments.Where(enrollment => enrollment.ChangesAnyway)
            .Select(enrollment => enrollment.LearnerId)
            .Should()
            .BeEquivalentTo("p01", "p04");
    }

    [Test]
    public async Task Should_change_nothing_for_a_save_that_is_older_than_the_one_in_force()
    {
        await Agree(Rule(2, Sales, 30));
        var preview = await Agree(Rule(1, Plant, 30));

        preview.InForce.Should().BeFalse();
        (preview.Counts.Gains + preview.Counts.Changes + preview.Counts.Loses).Should().Be(0);
    }

    [Test]
    public async Task Should_name_the_next_two_due_dates_as_if_completed_on_each()
    {
        var preview = await Agree(Rule(1, Sales, 10, recurrence: Monthly));

        var night = new DateOnly(2026, 3, 5);
        preview.Night.Should().Be(night);
        preview
            .Enrollments.Single(enrollment => enrollment.LearnerId == "p01")
            .NextDue.Should()
            .Equal(night.AddDays(10), night.AddDays(10).AddMonths(1));
    }

    /// <summary>Previews, saves, runs the night, and compares names, periods and dates with the events of that night.</summary>
    private async Task<RulePreview> Agree(string rule)
    {
        var (preview, save) = await _company.Preview(rule);
        await save();
        var before = await _company.LastEvent();
        await _company.Run();
        var happened = await _company.Happened(before);

        var byName = preview.Enrollments.ToDictionary(enrollment => (enrollment.ActivityId, enrollment.LearnerId));
        happened
            .Select(stream => stream.Key)
            .Where(key => !byName[key].ChangesAnyway)
            .Should()
            .BeEquivalentTo(
                byName
                    .Where(entry => !entry.Value.ChangesAnyway && entry.Value.Effect is not PreviewedEffect.Keeps)
                    .Select(entry => entry.Key)
            );
        foreach (var (key, enrollment) in byName.Where(entry => !entry.Value.ChangesAnyway))
            EffectOf(happened[key]).Should().Be(enrollment.Effect, "that is what the events of {0} say", key);
        await StandAsPreviewed(byName);
        return preview;
    }

    private async Task StandAsPreviewed(Dictionary<(string Activity, string Learner), PreviewedEnrollment> previewed)
    {
        var stored = (await _pipeline.Enrollments()).ToDictionary(
            entry => (entry.Activity.Value, entry.Learner.Value),
            entry => entry.State.Periods[^1]
        );
        foreach (var (key, enrollment) in previewed)
        {
            var period = stored[key];
            enrollment
                .With.Should()
                .Be(
                    new PreviewedPeriod(
                        period.Number,
                        period.Status,
                        period.Requirement,
                        period.EnrolledOn,
                        period.Due,
                        period.CountsFrom,
                        period.RuleId.Value,
                        period.RuleVersion,
                        period.Reason
                    ),
                    "that is how {0} stands after the night",
                    key
                );
        }
    }

    private static PreviewedEffect EffectOf(IEnumerable<PeriodEvent> events) =>
        events.LastOrDefault() switch
        {
            null => PreviewedEffect.Keeps,
            PeriodWithdrawn or PeriodCanceled => PreviewedEffect.Loses,
            PeriodPlanned or PeriodSatisfied or PeriodRestored => PreviewedEffect.Gains,
            _ => PreviewedEffect.Changes,
        };

    private static string Rule(
        int version,
        string audience,
        int days,
        string requirement = "required",
        string kind = "within",
        string more = "",
        string recurrence = """{"kind":"oneTime"}"""
    ) => PreviewCompany.Rule("safety-rule", version, audience, kind, days, requirement, more, recurrence);
}
