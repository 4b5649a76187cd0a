using Enrollment.Contracts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

/// <summary>Semantics 10 to 13: the messages and members of version 2, with the path of every problem.</summary>
public sealed class When_a_decision_is_read
{
    private const string Common = """
        "messageId":"m","occurredAt":"2026-03-09T09:00:00Z","userId":"ann","activityId":"safety","reason":"why","decidedBy":"kim"
        """;

    private const string Order = """
        "messageId":"m","occurredAt":"2026-03-09T09:00:00Z","orderId":"o","activityId":"safety","reason":"why","decidedBy":"kim"
        """;

    private const string Rule = """
        "messageId":"m","occurredAt":"2026-03-09T09:00:00Z","ruleId":"r","activityId":"a","version":1,
        "requirement":"required","recurrence":{"kind":"oneTime"}
        """;

    [TestCase("ExemptionGranted", "exemptionId", "userId", "activityId", "reason", "decidedBy")]
    [TestCase("ExemptionRevoked", "exemptionId", "userId", "activityId", "reason", "decidedBy")]
    [TestCase("DueDateExtended", "due", "userId", "activityId", "reason", "decidedBy")]
    [TestCase("CompletionRevoked", "completedOn", "userId", "activityId", "reason", "decidedBy")]
    [TestCase("RetrainingOrdered", "orderId", "activityId", "audience", "due", "reason", "decidedBy")]
    public void Should_name_every_member_that_is_missing(string type, params string[] required) =>
        ProblemsOf(type, "{}")
            .Should()
            .BeEquivalentTo(required.Append("messageId").Append("occurredAt").Select(name => $"$.{name}: is missing; it is required"));

    [TestCase("ExemptionGranted", "\"exemptionId\":\"x\",\"from\":\"2026-05-01\",\"until\":\"2026-05-01\"")]
    [TestCase("ExemptionRevoked", "\"exemptionId\":\"x\"")]
    [TestCase("DueDateExtended", "\"due\":\"2026-06-30\"")]
    [TestCase("CompletionRevoked", "\"completedOn\":\"2026-03-04\"")]
    public void Should_accept_a_decision(string type, string members) => ProblemsOf(type, Body(Common, members)).Should().BeEmpty();

    [TestCase("\"from\":\"2026-05-02\",\"until\":\"2026-05-01\"", "2026-05-02")]
    [TestCase("\"until\":\"2026-03-08\"", "2026-03-09")]
    public void Should_refuse_an_exemption_that_ends_before_it_begins(string dates, string first) =>
        ProblemsOf("ExemptionGranted", Body(Common, $"\"exemptionId\":\"x\",{dates}"))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("$.until: is ")
            .And.EndWith($"expected no date before {first}, the first day of the exemption");

    [Test]
    public void Should_refuse_an_empty_reason_and_white_space_around_an_id() =>
        ProblemsOf(
                "ExemptionRevoked",
                """
                {"messageId":"m","occurredAt":"2026-03-09T09:00:00Z","exemptionId":" x","userId":"ann","activityId":"a","reason":" ",
                 "decidedBy":"kim"}
                """
            )
            .Should()
            .HaveCount(2)
            .And.Contain(problem => problem.StartsWith("$.exemptionId: begins or ends with the white space", StringComparison.Ordinal))
            .And.Contain("$.reason: is empty; expected a reason");

    [TestCase("\"audience\":{\"kind\":\"none\"},\"due\":{\"kind\":\"within\",\"days\":3}", "$.audience.kind")]
    [TestCase("\"audience\":{\"kind\":\"groups\",\"groupIds\":[]},\"due\":{\"kind\":\"within\",\"days\":3}", "$.audience.groupIds")]
    [TestCase("\"audience\":{\"kind\":\"users\",\"userIds\":[]},\"due\":{\"kind\":\"within\",\"days\":3}", "$.audience.userIds")]
    [TestCase("\"audience\":{\"kind\":\"entireCompany\"},\"due\":{\"kind\":\"within\",\"days\":-1}", "$.due.days")]
    [TestCase("\"audience\":{\"kind\":\"entireCompany\"},\"due\":{\"kind\":\"eachYearOn\",\"monthDay\":\"10-01\"}", "$.due.kind")]
    public void Should_name_the_path_of_what_an_order_cannot_have(string members, string path) =>
        ProblemsOf("RetrainingOrdered", Body(Order, members)).Should().ContainSingle().Which.Should().StartWith($"{path}: ");

    [TestCase("\"activeFrom\":\"2026-05-02\",\"activeUntil\":\"2026-05-01\"", "$.activeUntil")]
    [TestCase("\"whenOver\":\"stop\"", "$.whenOver")]
    [TestCase("\"whenHiredAgain\":\"maybe\"", "$.whenHiredAgain")]
    [TestCase("\"notBeforeHireDate\":1", "$.notBeforeHireDate")]
    [TestCase("\"alsoCompletedBy\":[7]", "$.alsoCompletedBy[0]")]
    [TestCase("\"reminders\":{\"daysBeforeDue\":[-1]}", "$.reminders.daysBeforeDue[0]")]
    [TestCase("\"reminders\":{\"overdueEveryDays\":0}", "$.reminders.overdueEveryDays")]
    [TestCase("\"due\":{\"kind\":\"within\",\"days\":3,\"from\":\"birth\"}", "$.due.from")]
    public void Should_name_the_path_of_what_a_rule_cannot_say(string members, string path) =>
        ProblemsOf("AutoEnrollmentRuleSaved", Body(Rule, $"\"audience\":{{\"kind\":\"entireCompany\"}},{members}"))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"{path}: ");

    [Test]
    public void Should_refuse_more_activities_than_twenty() =>
        ProblemsOf(
                "AutoEnrollmentRuleSaved",
                Body(
                    Rule,
                    "\"audience\":{\"kind\":\"none\"},\"alsoCompletedBy\":["
                        + string.Join(',', Enumerable.Range(1, 21).Select(number => $"\"b{number}\""))
                        + "]"
                )
            )
            .Should()
            .Equal("$.alsoCompletedBy: has 21 activity ids; expected at most 20");

    [TestCase("ActivityCompleted", "\"completedOn\":\"2026-03-09\"")]
    [TestCase("UserUpdated", "\"hiredOn\":null")]
    [TestCase("DueDateExtended", "\"due\":\"2026-06-30\"")]
    public void Should_refuse_a_later_date_in_any_other_message(string type, string members) =>
        ProblemsOf(type, Body(Common, $"{members},\"effectiveOn\":\"2026-04-01\""))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("$.effectiveOn: is given; expected only in ");

    [TestCase("2026-03-10", true)]
    [TestCase("2026-03-09", false)]
    [TestCase("2026-03-01", false)]
    public void Should_take_a_later_date_that_is_not_later_as_absent(string date, bool isLater)
    {
        var read = Read("UserDeactivated", Body(Common, $"\"effectiveOn\":\"{date}\""));
        read.Problems.Should().BeEmpty();
        ((UserDeactivated)read.Fact!).EffectiveOn.Should().Be(isLater ? DateOnly.ParseExact(date, "yyyy-MM-dd", null) : null);
    }

    private static string Body(string common, string members) => $"{{{common},{members}}}";
}
