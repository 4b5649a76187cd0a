using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_rule_is_impossible
{
    private const string OneTime = "recurrence={\"kind\":\"oneTime\"}";
    private const string Within = "due={\"kind\":\"within\",\"days\":30}";
    private const string On = "due={\"kind\":\"on\",\"date\":\"2027-01-31\"}";
    private const string N = "$.enrolledOnDaysBeforeDue: is ";

    private static readonly TestCaseData[] Impossible =
    [
        new(new[] { "due" }, "$.due: is missing; an annual rule is due eachYearOn a month and day"),
        new(new[] { Within }, "$.due.kind: is within; an annual rule is due eachYearOn a month and day"),
        new(new[] { On }, "$.due.kind: is on; an annual rule is due eachYearOn a month and day"),
        new(new[] { OneTime, "initialDue" }, "$.due.kind: is eachYearOn; expected within or on, because the rule is not annual"),
        new(new[] { Every(1, "years") }, "$.due.kind: is eachYearOn; expected within or on, because the rule is not annual"),
        new(new[] { OneTime, Within }, "$.initialDue: is given; a one-time rule has no initial due date"),
        new(
            new[] { "initialDue={\"kind\":\"eachYearOn\",\"monthDay\":\"10-01\"}" },
            "$.initialDue.kind: is eachYearOn; expected within or on"
        ),
        new(new[] { OneTime, "due", "initialDue" }, N + "60; a one-time rule without a due date has no date to count it from"),
        new(new[] { "enrolledOnDaysBeforeDue=-1" }, N + "-1; expected a whole number of days from 0 to 36500"),
        new(new[] { "enrolledOnDaysBeforeDue=36501" }, N + "36501; expected a whole number of days from 0 to 36500"),
        new(new[] { "audience.groupIds=[]" }, "$.audience.groupIds: is empty; expected one or more group ids, or the audience kind none"),
        new(new[] { "version=0" }, "$.version: is 0; expected a whole number from 1"),
        new(
            new[] { "recurrence.minimumGap.count=0" },
            "$.recurrence.minimumGap.count: is 0; expected a whole number of months from 1 to 1200"
        ),
        new(
            new[] { "recurrence.minimumGap.count=1201" },
            "$.recurrence.minimumGap.count: is 1201; expected a whole number of months from 1 to 1200"
        ),
        new(new[] { "due", Every(0, "weeks") }, "$.recurrence.every.count: is 0; expected a whole number of weeks from 1 to 5200"),
        new(new[] { "due", Every(-1, "days") }, "$.recurrence.every.count: is -1; expected a whole number of days from 1 to 36500"),
        new(new[] { "due", Every(101, "years") }, "$.recurrence.every.count: is 101; expected a whole number of years from 1 to 100"),
        new(new[] { "initialDue.days=-3" }, "$.initialDue.days: is -3; expected a whole number of days from 0 to 36500"),
        new(
            new[] { OneTime, "initialDue", "due={\"kind\":\"within\",\"days\":36501}" },
            "$.due.days: is 36501; expected a whole number of days from 0 to 36500"
        ),
        new(new[] { "priorCompletions.days=-1" }, "$.priorCompletions.days: is -1; expected a whole number of days from 0 to 36500"),
    ];

    [TestCaseSource(nameof(Impossible))]
    public void Should_name_the_problem(string[] changes, string problem) =>
        Problems("AutoEnrollmentRuleSaved", changes).Should().Equal(problem);

    [TestCase("02-30")]
    [TestCase("13-01")]
    [TestCase("04-31")]
    [TestCase("00-10")]
    [TestCase("2-29")]
    [TestCase("10-01 ")]
    [TestCase("")]
    public void Should_refuse_a_month_day_that_no_year_has(string monthDay) =>
        Problems("AutoEnrollmentRuleSaved", $"due.monthDay=\"{monthDay}\"")
            .Should()
            .Equal($"$.due.monthDay: is \"{monthDay}\"; expected a month and day that a year can have, as \"MM-dd\"");

    [TestCase("02-29")]
    [TestCase("12-31")]
    public void Should_take_a_month_day_that_some_year_has(string monthDay) =>
        Problems("AutoEnrollmentRuleSaved", $"due.monthDay=\"{monthDay}\"").Should().BeEmpty();

    [TestCase(10, "days", 10)]
    [TestCase(2, "weeks", 14)]
    [TestCase(1, "months", 28)]
    [TestCase(2, "months", 59)]
    [TestCase(3, "months", 89)]
    [TestCase(6, "months", 181)]
    [TestCase(11, "months", 334)]
    [TestCase(12, "months", 365)]
    [TestCase(1, "years", 365)]
    [TestCase(3, "years", 1_095)]
    [TestCase(4, "years", 1_460)]
    [TestCase(5, "years", 1_825)]
    [TestCase(8, "years", 2_921)]
    [TestCase(100, "years", 36_524)]
    public void Should_keep_N_below_the_shortest_custom_interval(int count, string unit, int shortest)
    {
        Problems("AutoEnrollmentRuleSaved", "due", Every(count, unit), $"enrolledOnDaysBeforeDue={shortest - 1}")
            .Should()
            .HaveCount(shortest > 36_501 ? 1 : 0);
        if (shortest <= 36_500)
            Problems("AutoEnrollmentRuleSaved", "due", Every(count, unit), $"enrolledOnDaysBeforeDue={shortest}")
                .Should()
                .Equal(N + $"{shortest}; expected fewer than {shortest}, the fewest days there can be from one period to the next");
    }

    [Test]
    public void Should_keep_N_of_an_annual_rule_below_365()
    {
        Problems("AutoEnrollmentRuleSaved", "enrolledOnDaysBeforeDue=364").Should().BeEmpty();
        Problems("AutoEnrollmentRuleSaved", "enrolledOnDaysBeforeDue=365")
            .Should()
            .Equal(N + "365; expected fewer than 365, the fewest days there can be from one period to the next");
    }

    [Test]
    public void Should_take_any_N_on_a_one_time_rule_with_a_due_date() =>
        Problems("AutoEnrollmentRuleSaved", OneTime, On, "initialDue", "enrolledOnDaysBeforeDue=36500").Should().BeEmpty();

    [Test]
    public void Should_take_zero_days() =>
        Problems("AutoEnrollmentRuleSaved", "initialDue.days=0", "enrolledOnDaysBeforeDue=0", "priorCompletions.days=0").Should().BeEmpty();

    [Test]
    public void Should_name_every_problem_of_one_rule() =>
        Problems(
                "AutoEnrollmentRuleSaved",
                OneTime,
                "version=0",
                "audience.groupIds=[]",
                "due.monthDay=\"02-30\"",
                "initialDue.days=-1",
                "priorCompletions.days=-1",
                "enrolledOnDaysBeforeDue=-1"
            )
            .Select(problem => problem.Split(':')[0])
            .Should()
            .BeEquivalentTo(
                "$.version",
                "$.audience.groupIds",
                "$.due.kind",
                "$.due.monthDay",
                "$.initialDue",
                "$.initialDue.days",
                "$.priorCompletions.days",
                "$.enrolledOnDaysBeforeDue"
            );

    [TestCase("version=\"x\"", "$.version")]
    [TestCase("requirement=\"x\"", "$.requirement")]
    [TestCase("audience=7", "$.audience")]
    [TestCase("occurredAt=7", "$.occurredAt")]
    public void Should_judge_the_rule_even_where_another_part_cannot_be_read(string unreadable, string path) =>
        Problems("AutoEnrollmentRuleSaved", unreadable, "due", "initialDue.days=-1")
            .Select(problem => problem.Split(':')[0])
            .Should()
            .BeEquivalentTo(path, "$.due", "$.initialDue.days");

    [Test]
    public void Should_judge_a_count_whose_unit_cannot_be_read() =>
        Problems("AutoEnrollmentRuleSaved", "due", Every(0, "fortnights"))
            .Select(problem => problem.Split(':')[0])
            .Should()
            .BeEquivalentTo("$.recurrence.every.unit", "$.recurrence.every.count");

    [Test]
    public void Should_refuse_any_initial_due_date_on_a_one_time_rule() =>
        Problems("AutoEnrollmentRuleSaved", OneTime, Within, "initialDue=7")
            .Select(problem => problem.ToString().Split(';')[0])
            .Should()
            .BeEquivalentTo("$.initialDue: is a number", "$.initialDue: is given");

    [TestCase("recurrence.kind=\"x\"", "$.recurrence.kind")]
    [TestCase("due.kind=\"x\"", "$.due.kind")]
    [TestCase("due=7", "$.due")]
    [TestCase("initialDue.kind=\"x\"", "$.initialDue.kind")]
    [TestCase("enrolledOnDaysBeforeDue=\"x\"", "$.enrolledOnDaysBeforeDue")]
    public void Should_not_guess_about_a_part_that_cannot_be_read(string unreadable, string path) =>
        Problems("AutoEnrollmentRuleSaved", unreadable).Select(problem => problem.Split(':')[0]).Should().Equal(path);

    private static string Every(int count, string unit) =>
        $"recurrence={{\"kind\":\"custom\",\"every\":{{\"count\":{count},\"unit\":\"{unit}\"}}}}";
}
