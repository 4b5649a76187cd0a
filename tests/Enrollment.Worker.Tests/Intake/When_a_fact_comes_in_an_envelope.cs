using Enrollment.Contracts;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_fact_comes_in_an_envelope
{
    [Test]
    public void Should_read_the_fact_inside() =>
        Read("GroupMembershipChanged", Enveloped(Body("GroupMembershipChanged")))
            .Fact.Should()
            .BeEquivalentTo(Accepted<GroupMembershipChanged>());

    [Test]
    public void Should_name_problems_relative_to_the_fact() =>
        ProblemsOf("UserCreated", Enveloped(Body("UserCreated", "groups=[\"a\",7]", "origin")))
            .Should()
            .BeEquivalentTo("$.groups[1]: is a number; expected an id as text", "$.origin: is missing; it is required");

    [Test]
    public void Should_use_the_envelopes_message_id_where_the_fact_has_none()
    {
        var body = Enveloped(Body("UserDeactivated", "messageId"));
        Read("UserDeactivated", body).Fact!.MessageId.Should().Be("e1");
        Read("UserDeactivated", body, "t1").Fact!.MessageId.Should().Be("t1");
    }

    [TestCase("null")]
    [TestCase("[]")]
    public void Should_refuse_an_envelope_without_a_fact(string message) =>
        ProblemsOf("UserDeactivated", Enveloped(message))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("$: is ")
            .And.EndWith("; expected an object");

    [Test]
    public void Should_refuse_U0000_in_the_envelope_too() =>
        ProblemsOf("UserDeactivated", Enveloped(Body("UserDeactivated"), """{"x":"\u0000"}"""))
            .Should()
            .Equal("$envelope.headers.x: contains the character U+0000, which cannot be stored");

    [Test]
    public void Should_take_a_plain_fact_with_a_message_of_its_own() =>
        Accepted<UserDeactivated>("message={\"userId\":7}", "messageType=[]").UserId.Should().Be("ada");

    private static string Enveloped(string message, string headers = "{}") =>
        $$"""{"messageId":"e1","messageType":"""
        + $$"""["urn:message:Enrollment.Contracts:X"],"message":{{message}},"sentTime":"2026-03-09T09:00:00Z","headers":{{headers}}}""";
}
