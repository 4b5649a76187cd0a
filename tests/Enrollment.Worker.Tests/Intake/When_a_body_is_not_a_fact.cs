using System.Text;
using System.Text.Json;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Json;
using Enrollment.Intake.Transport;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_body_is_not_a_fact
{
    [TestCase("hello", "$: is not JSON, or nested deeper than 64: line 1, position 1 cannot be read")]
    [TestCase("{\"userId\":\n  \"ada\",,}", "$: is not JSON, or nested deeper than 64: line 2, position 9 cannot be read")]
    [TestCase("{} {}", "$: is not JSON, or nested deeper than 64: line 1, position 4 cannot be read")]
    [TestCase("", "$: is empty; expected a JSON object")]
    [TestCase("[]", "$: is a list; expected an object")]
    [TestCase("null", "$: is null; expected an object")]
    [TestCase("\"ada\"", "$: is text; expected an object")]
    public void Should_say_what_it_is_and_where(string body, string problem) => ProblemsOf("UserDeactivated", body).Should().Equal(problem);

    [Test]
    public void Should_not_repeat_what_the_unreadable_body_said() =>
        ProblemsOf("UserCreated", "{\"displayName\": true-ada@example.org}").Should().ContainSingle().Which.Should().NotContain("ada");

    [Test]
    public void Should_refuse_bytes_that_are_not_UTF_8()
    {
        byte[] body = [.. "{\"messageId\":\"m1\",\"occurredAt\":\"2026-03-09T09:00:00Z\",\"userId\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        FactParser
            .Read("UserDeactivated", body, Now, TimeZoneInfo.Utc)
            .Problems.Should()
            .Equal(new Problem("$.userId", "contains bytes that are not UTF-8"));
    }

    [Test]
    public void Should_refuse_more_than_256_KB_and_take_exactly_that()
    {
        var body = Body("UserDeactivated");
        Read("UserDeactivated", body + new string(' ', 262_144 - body.Length)).IsAccepted.Should().BeTrue();
        ProblemsOf("UserDeactivated", body + new string(' ', 262_145 - body.Length))
            .Should()
            .Equal("$: is 262145 bytes; expected at most 262144");
    }

    [Test]
    public void Should_refuse_a_nesting_that_has_no_end() =>
        ProblemsOf("UserDeactivated", new string('[', 100_000))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("$: is not JSON, or nested deeper than 64");

    [Test]
    public void Should_name_the_types_it_knows() =>
        ProblemsOf("UserPromoted", "{}")
            .Should()
            .Equal(
                "$: is of the type \"UserPromoted\"; expected one of ActivityCompleted, AutoEnrollmentRuleSaved, "
                    + "CompletionRevoked, DueDateExtended, ExemptionGranted, ExemptionRevoked, GroupMembershipChanged, RetrainingOrdered, "
                    + "UserCreated, UserDeactivated, UserReactivated, UserUpdated"
            );

    [Test]
    public void Should_name_every_problem_of_one_body() =>
        Problems(
                "UserCreated",
                "messageId=\"\"",
                "occurredAt=7",
                "userId",
                "active=\"yes\"",
                "groups=[\"a\",null,\"\"]",
                "origin=\"import\""
            )
            .Should()
            .BeEquivalentTo(
                "$.messageId: is empty; expected an id of 1 to 200 characters",
                "$.occurredAt: is a number; expected an instant in ISO 8601 with Z or an offset, as 2026-03-09T09:00:00Z",
                "$.userId: is missing; it is required",
                "$.active: is text; expected true or false",
                "$.groups[1]: is null; expected an id as text",
                "$.groups[2]: is empty; expected an id of 1 to 200 characters",
                "$.origin: is \"import\"; expected one of userInterface, integration"
            );

    [Test]
    public void Should_count_the_problems_beyond_a_thousand()
    {
        var problems = Problems("UserCreated", $"groups=[{string.Join(',', Enumerable.Repeat("1", 5_000))}]");
        problems.Should().HaveCount(1_001);
        problems[^1].Should().Be("$: has 4000 more problems that are not listed");
    }

    [Test]
    public void Should_read_a_parsed_element_and_use_the_place_in_the_file_as_message_id()
    {
        using var message = JsonDocument.Parse(Body("UserDeactivated", "messageId"));
        FactParser
            .Read("UserDeactivated", message.RootElement, Now, TimeZoneInfo.Utc, new TransportProperties { MessageId = "000003" })
            .Fact!.MessageId.Should()
            .Be("000003");
    }

    [Test]
    public void Should_read_a_parsed_element_whose_bytes_are_flawed()
    {
        using var message = JsonDocument.Parse(Encoding.Latin1.GetBytes("{\"userId\":\"\u00e9\"}"));
        FactParser
            .Read("UserDeactivated", message.RootElement, Now, TimeZoneInfo.Utc)
            .Problems.Should()
            .Contain(new Problem("$.userId", "contains bytes that are not UTF-8"));
    }
}
