using System.Text;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Transport;
using RabbitMQ.Client;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_message_says_its_type
{
    private static readonly string[] Forms =
    [
        "UserDeactivated",
        "userDeactivated",
        "userdeactivated",
        "USER_DEACTIVATED",
        "user-deactivated",
        "user_deactivated",
        "user.deactivated",
        "Enrollment.Contracts.UserDeactivated",
        "Enrollment.Contracts:UserDeactivated",
        "urn:message:Enrollment.Contracts:UserDeactivated",
        "Enrollment.Contracts.UserDeactivated, Enrollment.Contracts, Version=1.0.0.0",
        "com.acme.hr.userDeactivated.v1",
        "https://acme.example/events/user-deactivated",
        "enrollment-user-deactivated",
        "UserDeactivatedEvent",
        "urn:message:Acme:Other;urn:message:Acme:UserDeactivated",
        "user-deactivated-v1",
        "com.acme.hr.user-deactivated-v2",
        "enrollment-user-deactivated-v1",
        "UserDeactivatedV1",
        "UserDeactivated_v2",
        "UserDeactivated1",
        "userdeactivatedv1",
        "IUserDeactivated",
        "UserDeactivatedIntegrationEvent",
        "UserDeactivatedDto",
        "UserDeactivatedNotification",
        "MyApp.Facts.UserDeactivatedFact",
        "acme-user-deactivated",
        "evt_UserDeactivated",
        "userdeactivatedevent",
        "User Deactivated",
        "SuperUserDeactivated",
        "UserDeactivatedLater",
    ];

    private static readonly string[] NoForms =
    [
        "",
        "json",
        "hr.person",
        "DeactivateUser",
        "UserDeactivatedOrReactivated",
        "user-created-and-user-deactivated",
        "UserNotDeactivated",
        "Xuserdeactivated",
        "deactivated.user",
        "user;deactivated",
        "user",
        "deactivated",
        "\u0000\uFFFD",
        "{}",
    ];

    [TestCaseSource(nameof(Forms))]
    public void Should_be_refused_on_the_queue_of_another_type_in_any_usual_form(string type)
    {
        ProblemsOf(new TransportProperties { Type = type })
            .Should()
            .Equal("$properties.type: says UserDeactivated; this queue takes UserReactivated");
        ProblemsOf(new TransportProperties { MassTransitTypes = type })
            .Should()
            .Equal("$headers['MT-MessageType']: says UserDeactivated; this queue takes UserReactivated");
    }

    [TestCaseSource(nameof(Forms))]
    public void Should_be_taken_on_its_own_queue(string type) =>
        ProblemsOf(new TransportProperties { Type = type }, "UserDeactivated").Should().BeEmpty();

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
        Read(
            "UserReactivated",
            $$"""{"messageType":["urn:message:Enrollment.Contracts:UserDeactivated"],"message":{{Body("UserReactivated")}}}"""
        )
            .Problems.Should()
            .ContainSingle()
            .Which.Path.Should()
            .Be("$.messageType");

    [TestCase("urn:message:Enrollment.Contracts:UserDeactivated", 1)]
    [TestCase("urn:message:Enrollment.Contracts:UserReactivated", 0)]
    [TestCase("anything", 0)]
    public void Should_be_judged_by_the_types_beside_the_members_of_the_fact(string type, int problems)
    {
        Problems("UserReactivated", $"messageType=[\"{type}\"]", "message={}").Should().HaveCount(problems);
        Problems("UserReactivated", $"messageType=\"{type}\"").Should().HaveCount(problems);
        Problems("UserReactivated", "specversion=\"1.0\"", $"type=\"{type}\"", "source=\"/hr\"", "id=\"1\"").Should().HaveCount(problems);
        Problems("UserReactivated", "cloudEventsVersion=\"0.1\"", $"eventType=\"{type}\"").Should().HaveCount(problems);
        Problems("UserReactivated", $"type=\"{type}\"").Should().BeEmpty("an unknown member says nothing");
    }

    [TestCase("""{"specversion":"1.0","type":"UserDeactivated","source":"/hr","id":"1","data":{}}""", null, false)]
    [TestCase("""{"specversion":"1.0","type":"UserDeactivated","id":"1","data":{}}""", null, false)]
    [TestCase("""{"cloudEventsVersion":"0.1","eventType":"UserDeactivated","source":"/hr","eventID":"1","data":{}}""", null, false)]
    [TestCase("""[{"specversion":"1.0","type":"UserDeactivated","source":"/hr","id":"1","data":{}}]""", null, false)]
    [TestCase("not even json", "application/cloudevents+json", false)]
    [TestCase("[]", "application/cloudevents-batch+json; charset=utf-8", false)]
    [TestCase("""{"messageId":"m1","occurredAt":"2026-03-09T09:00:00Z","userId":"ada"}""", null, true)]
    public void Should_have_one_problem_that_names_CloudEvents(string body, string? contentType, bool headers) =>
        FactParser
            .Read(
                "UserReactivated",
                Encoding.UTF8.GetBytes(body),
                Now,
                TimeZoneInfo.Utc,
                new TransportProperties
                {
                    ContentType = contentType,
                    HasCloudEventHeaders = headers,
                    Type = "UserDeactivated",
                }
            )
            .Problems.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("CloudEvent");

    [TestCase("ce_specversion", "ce_type")]
    [TestCase("CE_SPECVERSION", "CE_TYPE")]
    [TestCase("ce:specversion", "ce:type")]
    [TestCase("cloudevents-specversion", "cloudevents-type")]
    [TestCase("cloudEvents:specversion", "cloudEvents:type")]
    [TestCase("specversion", "type")]
    [TestCase("ce-id", "ce-type")]
    public void Should_be_a_CloudEvent_by_its_headers_in_any_binding(string one, string other) =>
        Transport((one, "1.0"u8.ToArray()), (other, "UserDeactivated"u8.ToArray())).HasCloudEventHeaders.Should().BeTrue();

    [Test]
    public void Should_be_no_CloudEvent_by_other_headers() =>
        Transport(("traceparent", "00-1-2-00"u8.ToArray()), ("certificate", "x"u8.ToArray()), ("type", "x"u8.ToArray()), ("center-id", 7))
            .HasCloudEventHeaders.Should()
            .BeFalse();

    [TestCaseSource(nameof(HeaderValues))]
    public void Should_be_found_in_the_header_whatever_its_kind_and_case(string name, object value)
    {
        var types = Transport((name, value)).MassTransitTypes;
        ProblemsOf(new TransportProperties { MassTransitTypes = types })
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("says UserDeactivated");
        ProblemsOf(new TransportProperties { MassTransitTypes = types }, "UserDeactivated").Should().BeEmpty();
    }

    [Test]
    public void Should_be_read_after_a_byte_order_mark() =>
        Read("UserDeactivated", $"\uFEFF{Body("UserDeactivated")}").Problems.Should().BeEmpty();

    private static IEnumerable<TestCaseData> HeaderValues()
    {
        var urn = "urn:message:Enrollment.Contracts:UserDeactivated"u8.ToArray();
        yield return new TestCaseData("MT-MessageType", urn);
        yield return new TestCaseData("mt-messagetype", urn);
        yield return new TestCaseData("MT-MessageType", new List<object?> { 7, urn });
        yield return new TestCaseData("mt-messageType", new Dictionary<string, object?> { ["0"] = urn });
        yield return new TestCaseData(
            "MT-MessageType",
            new List<object?> { new Dictionary<string, object?> { ["type"] = "UserDeactivated" } }
        );
    }

    private static TransportProperties Transport(params (string Name, object Value)[] headers) =>
        Delivery.TransportProperties(
            new BasicProperties { Headers = headers.ToDictionary(header => header.Name, header => (object?)header.Value) }
        );

    private static string[] ProblemsOf(TransportProperties transport, string factType = "UserReactivated") =>
        [
            .. FactParser
                .Read(factType, Encoding.UTF8.GetBytes(Body(factType)), Now, TimeZoneInfo.Utc, transport)
                .Problems.Select(problem => problem.ToString()),
        ];
}
