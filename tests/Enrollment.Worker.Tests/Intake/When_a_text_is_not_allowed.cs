using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_text_is_not_allowed
{
    private static readonly object[] Ids =
    [
        new object[] { "UserCreated", "messageId", "$.messageId" },
        new object[] { "UserCreated", "userId", "$.userId" },
        new object[] { "ActivityCompleted", "activityId", "$.activityId" },
        new object[] { "AutoEnrollmentRuleSaved", "ruleId", "$.ruleId" },
        new object[] { "AutoEnrollmentRuleSaved", "activityId", "$.activityId" },
        new object[] { "AutoEnrollmentRuleSaved", "savedBy", "$.savedBy" },
        new object[] { "UserCreated", "groups", "$.groups[0]" },
        new object[] { "GroupMembershipChanged", "joined", "$.joined[0]" },
        new object[] { "GroupMembershipChanged", "left", "$.left[0]" },
        new object[] { "AutoEnrollmentRuleSaved", "audience.groupIds", "$.audience.groupIds[0]" },
    ];

    [TestCaseSource(nameof(Ids))]
    public void Should_refuse_an_empty_id(string factType, string member, string path) =>
        Problems(factType, Set(member, path, "")).Should().Equal($"{path}: is empty; expected an id of 1 to 200 characters");

    [TestCaseSource(nameof(Ids))]
    public void Should_refuse_an_id_of_201_characters_and_take_one_of_200(string factType, string member, string path)
    {
        Problems(factType, Set(member, path, new string('x', 201))).Should().Equal($"{path}: is 201 characters long; expected at most 200");
        Problems(factType, Set(member, path, new string('x', 200))).Should().BeEmpty();
        Problems(factType, Set(member, path, string.Concat(Enumerable.Repeat("😀", 200)))).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Ids))]
    public void Should_refuse_control_characters_in_an_id(string factType, string member, string path)
    {
        foreach (var (escape, code) in new[] { ("\\n", "000A"), ("\\u001f", "001F"), ("\\u007f", "007F"), ("\\u0085", "0085") })
            Problems(factType, Set(member, path, $"a{escape}b"))
                .Should()
                .Equal($"{path}: contains the control character U+{code}; an id has none");
    }

    [TestCaseSource(nameof(Ids))]
    public void Should_refuse_half_a_surrogate_pair_in_an_id(string factType, string member, string path)
    {
        foreach (var half in new[] { "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83d\\n", "\\ud83d\\u0041" })
            ProblemsOf(factType, Body(factType, Set(member, path, "HERE")).Replace("HERE", half, StringComparison.Ordinal))
                .Should()
                .Equal($"{path}: contains half of a surrogate pair, which is no character");
    }

    [TestCase("\"Ada\"", "\"A\\u0000a\"", "$.displayName: contains the character U+0000, which cannot be stored")]
    [TestCase("\"ada\"", "\"\\u0000\"", "$.userId: contains the character U+0000, which cannot be stored")]
    [TestCase("\"it\"", "\"\\\\\\u0000\"", "$.groups[1]: contains the character U+0000, which cannot be stored")]
    [TestCase(
        "\"active\":true",
        "\"newer\":{\"list\":[1,\"\\u0000\"]}",
        "$.newer.list[1]: contains the character U+0000, which cannot be stored"
    )]
    [TestCase(
        "\"active\":true",
        "\"ne\\u0000wer\":1",
        "$['ne\\u0000wer']: has a name that contains the character U+0000, which cannot be stored"
    )]
    [TestCase(
        "\"active\":true",
        "\"u\\ud800serId\":1",
        "$['u\\ud800serId']: has a name that contains half of a surrogate pair, which is no character"
    )]
    [TestCase("\"active\":true", "\"newer\":\"\\udfff\"", "$.newer: contains half of a surrogate pair, which is no character")]
    public void Should_refuse_text_that_cannot_be_stored_anywhere(string given, string instead, string problem) =>
        ProblemsOf("UserCreated", Body("UserCreated").Replace(given, instead, StringComparison.Ordinal)).Should().Equal(problem);

    [TestCase("UserCreated", "displayName")]
    [TestCase("UserCreated", "email")]
    [TestCase("UserUpdated", "displayName")]
    [TestCase("UserUpdated", "email")]
    [TestCase("AutoEnrollmentRuleSaved", "reason")]
    public void Should_refuse_a_text_of_2001_characters_and_take_one_of_2000(string factType, string member)
    {
        Problems(factType, $"{member}=\"{new string('x', 2_001)}\"")
            .Should()
            .Equal($"$.{member}: is 2,001 characters long; expected at most 2,000");
        Problems(factType, $"{member}=\"{new string('\u00e9', 1_999)}\\n\"").Should().BeEmpty();
    }

    [Test]
    public void Should_never_repeat_a_name_or_an_address()
    {
        var body = Body(
            "UserCreated",
            "hiredOn=\"Lovelace\"",
            "displayName=[\"Lovelace\"]",
            $"email=\"lovelace@{new string('x', 2_000)}\""
        );
        string.Join('\n', ProblemsOf("UserCreated", body))
            .Should()
            .NotContainEquivalentOf("lovelace")
            .And.Contain("$.displayName")
            .And.Contain("$.email")
            .And.Contain("$.hiredOn");
    }

    [Test]
    public void Should_show_only_the_beginning_of_a_long_value_and_no_control_characters() =>
        Problems("UserCreated", $"origin=\"\\n{new string('x', 100)}\"")
            .Should()
            .Equal($"$.origin: is \"\\u000A{new string('x', 39)}…\"; expected one of userInterface, integration");

    [TestCase("t1", null)]
    [TestCase("", "$.messageId: is missing, and the transport's message id is empty; expected an id of 1 to 200 characters")]
    [TestCase("a\0b", "$.messageId: is missing, and the transport's message id contains the control character U+0000; an id has none")]
    public void Should_use_the_transports_message_id_where_the_body_has_none(string transportId, string? problem)
    {
        var result = Read("UserDeactivated", Body("UserDeactivated", "messageId"), transportId);
        result.Problems.Select(found => found.ToString()).Should().Equal(problem is null ? [] : [problem]);
        result.Fact?.MessageId.Should().Be(transportId);
    }

    [Test]
    public void Should_refuse_a_transports_message_id_with_half_a_surrogate_pair() =>
        Read("UserDeactivated", Body("UserDeactivated", "messageId"), "a" + '\ud83d')
            .Problems.Select(found => found.ToString())
            .Should()
            .Equal("$.messageId: is missing, and the transport's message id contains half of a surrogate pair, which is no character");

    [Test]
    public void Should_prefer_the_bodys_message_id() =>
        Read("UserDeactivated", Body("UserDeactivated"), "t1").Fact!.MessageId.Should().Be("m1");

    private static string Set(string member, string path, string value) =>
        path.EndsWith(']') ? $"{member}=[\"{value}\"]" : $"{member}=\"{value}\"";
}
