using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_fact_has_the_wrong_shape
{
    [TestCase("UserCreated", "messageId", "occurredAt", "userId", "origin")]
    [TestCase("UserUpdated", "messageId", "occurredAt", "userId")]
    [TestCase("UserDeactivated", "messageId", "occurredAt", "userId")]
    [TestCase("UserReactivated", "messageId", "occurredAt", "userId")]
    [TestCase("GroupMembershipChanged", "messageId", "occurredAt", "userId", "origin")]
    [TestCase("ActivityCompleted", "messageId", "occurredAt", "userId", "activityId", "completedOn")]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "messageId",
        "occurredAt",
        "ruleId",
        "activityId",
        "version",
        "audience",
        "requirement",
        "recurrence"
    )]
    public void Should_name_every_member_that_is_missing(string factType, params string[] required) =>
        ProblemsOf(factType, "{}").Should().BeEquivalentTo(required.Select(name => $"$.{name}: is missing; it is required"));

    [TestCase("UserCreated", "messageId", "occurredAt", "userId", "origin")]
    [TestCase("UserUpdated", "messageId", "occurredAt", "userId")]
    [TestCase("GroupMembershipChanged", "userId", "origin", "joined", "left")]
    [TestCase("ActivityCompleted", "userId", "activityId", "completedOn")]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "ruleId",
        "activityId",
        "version",
        "audience",
        "requirement",
        "recurrence",
        "priorCompletions",
        "audience.groupIds"
    )]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "audience.kind",
        "recurrence.kind",
        "due.kind",
        "due.monthDay",
        "initialDue.days",
        "priorCompletions.days",
        "recurrence.minimumGap.count"
    )]
    public void Should_refuse_null_where_a_value_is_needed(string factType, params string[] members)
    {
        foreach (var member in members)
            Problems(factType, $"{member}=null").Should().ContainSingle().Which.Should().StartWith($"$.{member}: is null; expected ");
    }

    [TestCase("UserCreated", "userId=7", "$.userId: is a number; expected an id as text")]
    [TestCase("UserCreated", "displayName={}", "$.displayName: is an object; expected text")]
    [TestCase("UserCreated", "email=[]", "$.email: is a list; expected text")]
    [TestCase("UserCreated", "hiredOn=20250131", "$.hiredOn: is a number; expected a calendar date as \"yyyy-MM-dd\"")]
    [TestCase("UserCreated", "active=\"true\"", "$.active: is text; expected true or false")]
    [TestCase("UserCreated", "active=1", "$.active: is a number; expected true or false")]
    [TestCase("UserCreated", "groups=\"sales\"", "$.groups: is text; expected a list of ids")]
    [TestCase("UserCreated", "groups=[[\"sales\"]]", "$.groups[0]: is a list; expected an id as text")]
    [TestCase("UserCreated", "origin=0", "$.origin: is a number; expected one of userInterface, integration")]
    [TestCase("UserUpdated", "displayName=false", "$.displayName: is false; expected text")]
    [TestCase("GroupMembershipChanged", "joined={}", "$.joined: is an object; expected a list of ids")]
    [TestCase("AutoEnrollmentRuleSaved", "audience=\"none\"", "$.audience: is text; expected an object")]
    [TestCase("AutoEnrollmentRuleSaved", "recurrence=[]", "$.recurrence: is a list; expected an object")]
    [TestCase("AutoEnrollmentRuleSaved", "due=\"10-01\"", "$.due: is text; expected an object")]
    [TestCase("AutoEnrollmentRuleSaved", "due.monthDay=1001", "$.due.monthDay: is a number; expected a month and day as \"MM-dd\"")]
    [TestCase("AutoEnrollmentRuleSaved", "recurrence.minimumGap=6", "$.recurrence.minimumGap: is a number; expected an object")]
    [TestCase("AutoEnrollmentRuleSaved", "version=\"1\"", "$.version: is text; expected a whole number")]
    [TestCase("AutoEnrollmentRuleSaved", "audience.groupIds=[true]", "$.audience.groupIds[0]: is true; expected an id as text")]
    public void Should_say_which_kind_was_found_and_expected(string factType, string change, string problem) =>
        Problems(factType, change).Should().Equal(problem);

    [TestCase("version", "1.5")]
    [TestCase("version", "1.0")]
    [TestCase("version", "1e2")]
    [TestCase("version", "2147483648")]
    [TestCase("enrolledOnDaysBeforeDue", "0.5")]
    [TestCase("initialDue.days", "30.25")]
    [TestCase("priorCompletions.days", "-99999999999")]
    [TestCase("recurrence.minimumGap.count", "1e999")]
    public void Should_refuse_numbers_with_a_fraction_an_exponent_or_too_many_digits(string member, string number) =>
        Problems("AutoEnrollmentRuleSaved", $"{member}={number}")
            .Should()
            .Equal($"$.{member}: is {number}; expected a whole number, without fraction or exponent, that fits 32 bits");

    [Test]
    public void Should_shorten_a_number_of_many_digits() =>
        Problems("AutoEnrollmentRuleSaved", $"version={new string('9', 500)}")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(new string('9', 40) + "…;");

    [TestCase("UserCreated", "origin=\"UserInterface\"", "$.origin: is \"UserInterface\"; expected one of userInterface, integration")]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "requirement=\"optional\"",
        "$.requirement: is \"optional\"; expected one of required, recommended"
    )]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "audience.kind=\"everyone\"",
        "$.audience.kind: is \"everyone\"; expected one of none, entireCompany, groups"
    )]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "recurrence.kind=\"monthly\"",
        "$.recurrence.kind: is \"monthly\"; expected one of oneTime, annual, custom"
    )]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "recurrence.minimumGap.unit=\"month\"",
        "$.recurrence.minimumGap.unit: is \"month\"; expected one of days, weeks, months, years"
    )]
    [TestCase("AutoEnrollmentRuleSaved", "due.kind=\"by\"", "$.due.kind: is \"by\"; expected one of within, on, eachYearOn")]
    [TestCase("AutoEnrollmentRuleSaved", "initialDue.kind=\"\"", "$.initialDue.kind: is \"\"; expected one of within, on, eachYearOn")]
    [TestCase(
        "AutoEnrollmentRuleSaved",
        "priorCompletions.kind=\"all\"",
        "$.priorCompletions.kind: is \"all\"; expected one of honor, ignore, lookBackDays"
    )]
    public void Should_list_the_allowed_words(string factType, string change, string problem) =>
        Problems(factType, change).Should().Equal(problem);

    [Test]
    public void Should_list_the_allowed_anchors() =>
        Problems(
                "AutoEnrollmentRuleSaved",
                "due",
                "recurrence={\"kind\":\"custom\",\"every\":{\"count\":1,\"unit\":\"years\"},\"anchor\":\"due\"}"
            )
            .Should()
            .Equal("$.recurrence.anchor: is \"due\"; expected one of completion, previousDue");

    [TestCase("audience={\"kind\":\"groups\"}", "$.audience.groupIds")]
    [TestCase("recurrence={\"kind\":\"custom\"}", "$.recurrence.every")]
    [TestCase("recurrence={}", "$.recurrence.kind")]
    [TestCase("recurrence.minimumGap={\"count\":1}", "$.recurrence.minimumGap.unit")]
    [TestCase("recurrence.minimumGap={\"unit\":\"days\"}", "$.recurrence.minimumGap.count")]
    [TestCase("due={\"kind\":\"within\"}", "$.due.days")]
    [TestCase("due={\"kind\":\"on\"}", "$.due.date")]
    [TestCase("due={\"kind\":\"eachYearOn\"}", "$.due.monthDay")]
    [TestCase("priorCompletions={\"kind\":\"lookBackDays\"}", "$.priorCompletions.days")]
    public void Should_name_what_is_missing_inside_a_rule(string change, string path) =>
        Problems("AutoEnrollmentRuleSaved", change).Should().Contain($"{path}: is missing; it is required");

    [TestCase("\"version\":1", "\"version\":1,\"version\":1", "$.version")]
    [TestCase("\"kind\":\"within\"", "\"kind\":\"within\",\"k\\u0069nd\":\"within\"", "$.initialDue.kind")]
    [TestCase("\"version\":1", "\"version\":1,\"newer\":[{\"a\":1,\"a\":2,\"a\":3}]", "$.newer[0].a")]
    [TestCase("\"version\":1", "\"version\":1,\"odd name\":1,\"odd name\":2", "$['odd name']")]
    public void Should_refuse_a_member_given_twice(string given, string instead, string path) =>
        ProblemsOf("AutoEnrollmentRuleSaved", Body("AutoEnrollmentRuleSaved").Replace(given, instead, StringComparison.Ordinal))
            .Should()
            .Equal($"{path}: is given more than once");

    [Test]
    public void Should_refuse_a_group_in_both_lists() =>
        Problems("GroupMembershipChanged", "joined=[\"a\",\"b\"]", "left=[\"c\",\"b\",\"B\"]")
            .Should()
            .Equal("$.left[1]: is \"b\", which is in joined too; expected each group in one of the two");
}
