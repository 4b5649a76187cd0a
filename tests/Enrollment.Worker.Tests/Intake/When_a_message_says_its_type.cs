using System.Text;
using Enrollment.Worker.Intake;
using static Enrollment.Worker.Tests.Intake.Door;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_message_says_its_type
{
    private static readonly string[] Forms =
    [
        "UserDeactivated", "userDeactivated", "userdeactivated", "USER_DEACTIVATED", "user-deactivated", "user_deactivated", "user.deactivated", "Enrollment.Contracts.UserDeactivated",
        "Enrollment.Contracts:UserDeactivated", "urn:message:Enrollment.Contracts:UserDeactivated", "Enrollment.Contracts.UserDeactivated, Enrollment.Contracts, Version=1.0.0.0",
        "com.acme.hr.userDeactivated.v1", "https://acme.example/events/user-deactivated", "enrollment-user-deactivated", "UserDeactivatedEvent", "urn:message:Acme:Other;urn:message:Acme:UserDeactivated",
    ];

    private static readonly string[] NoForms = ["", "json", "hr.person", "DeactivateUser", "SuperUserDeactivated", "UserDeactivatedLater", "user", "deactivated", "\u0000\uFFFD", "{}"];

    [TestCaseSource(nameof(Forms))]
    public void Should_be_refused_on_the_queue_of_another_type_in_any_usual_form(string type)
    {
        ProblemsOf(new TransportProperties { Type = type }).Should().Equal("$properties.type: says UserDeactivated; this queue takes UserReactivated");
        ProblemsOf(new TransportProperties { MassTransitTypes = type }).Should().Equal("$headers['MT-MessageType']: says UserDeactivated; this queue takes UserReactivated");
    }

    [TestCaseSource(nameof(Forms))]
    public void Should_be_taken_on_its_own_queue(string type) => ProblemsOf(new TransportProperties { Type = type }, "UserDeactivated").Should().BeEmpty();

    [TestCaseSource(nameof(NoForms))]
    public void Should_be_taken_where_the_text_names_no_message(string type)
    {
        ProblemsOf(new TransportProperties { Type = type }).Should().BeEmpty();
        ProblemsOf(new TransportProperties { MassTransitTypes = type }).Should().BeEmpty();
    }

    [TestCase("LearnerEnrolled")]
    [TestCase("StartNightlyRun")]
    [TestCase("NightlyRunCompleted")]
    public void Should_be_refused_where_it_names_what_publishers_do_not_send(string type) =>
        ProblemsOf(new TransportProperties { Type = type }).Should().ContainSingle().Which.Should().Contain(type);

    [Test]
    public void Should_be_refused_in_an_envelope_too() =>
        Read("UserReactivated", $$"""{"messageType":["urn:message:Enrollment.Contracts:UserDeactivated"],"message":{{Body("UserReactivated")}}}""").Problems
            .Should().ContainSingle().Which.Path.Should().Be("$.messageType");

    [TestCase("""{"specversion":"1.0","type":"UserDeactivated","source":"/hr","id":"1","data":{}}""", null, false)]
    [TestCase("not even json", "application/cloudevents+json", false)]
    [TestCase("[]", "application/cloudevents-batch+json; charset=utf-8", false)]
    [TestCase("""{"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada"}""", null, true)]
    public void Should_have_one_problem_that_names_CloudEvents(string body, string? contentType, bool headers) =>
        FactIntake.Read("UserReactivated", Encoding.UTF8.GetBytes(body), Now, TimeZoneInfo.Utc, new TransportProperties { ContentType = contentType, HasCloudEventHeaders = headers, Type = "UserDeactivated" })
            .Problems.Should().ContainSingle().Which.Message.Should().Contain("CloudEvent");

    [Test]
    public void Should_be_read_after_a_byte_order_mark() => Read("UserDeactivated", $"\uFEFF{Body("UserDeactivated")}").Problems.Should().BeEmpty();

    private static string[] ProblemsOf(TransportProperties transport, string factType = "UserReactivated") =>
        [.. FactIntake.Read(factType, Encoding.UTF8.GetBytes(Body(factType)), Now, TimeZoneInfo.Utc, transport).Problems.Select(problem => problem.ToString())];
}
