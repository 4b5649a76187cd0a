using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Intake.Transport;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_an_id_is_invisible
{
    private static readonly object[] Inside =
    [
        new object[] { '\u0007', "control character U+0007" },
        new object[] { '\u0085', "control character U+0085" },
        new object[] { '\u200B', "format character U+200B" },
        new object[] { '\u202E', "format character U+202E" },
        new object[] { '\uFEFF', "format character U+FEFF" },
        new object[] { '\u00AD', "format character U+00AD" },
        new object[] { '\u2028', "line separator U+2028" },
        new object[] { '\u2029', "paragraph separator U+2029" },
        new object[] { '\u0378', "unassigned character U+0378" },
        new object[] { '\uFFFF', "unassigned character U+FFFF" },
        new object[] { '\u00A0', "white space U+00A0" },
        new object[] { '\u3000', "white space U+3000" },
        new object[] { '\u2003', "white space U+2003" },
    ];

    [TestCaseSource(nameof(Inside))]
    public void Should_refuse_the_character_with_its_code_point(char character, string named)
    {
        foreach (
            var (type, member) in new[]
            {
                ("UserCreated", "userId"),
                ("UserCreated", "messageId"),
                ("ActivityCompleted", "activityId"),
                ("AutoEnrollmentRuleSaved", "savedBy"),
            }
        )
            Problems(type, $"{member}=\"a\\u{(int)character:x4}b\"")
                .Should()
                .ContainSingle()
                .Which.Should()
                .StartWith($"$.{member}: contains the {named};");
    }

    [TestCase(" ")]
    [TestCase(" a")]
    [TestCase("a ")]
    [TestCase("\u00A0a")]
    [TestCase("a\u3000")]
    public void Should_refuse_white_space_at_the_ends(string id) =>
        Problems("UserDeactivated", $"userId=\"{id}\"")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("begins or ends with the white space U+")
            .And.Contain("visible character");

    [TestCase("a b")]
    [TestCase("Zoë Müller")]
    [TestCase("山田 太郎")]
    [TestCase("e\u0301")]
    [TestCase("😀")]
    [TestCase("\uE000")]
    public void Should_take_what_can_be_seen(string id) => Accepted<UserDeactivated>($"userId=\"{id}\"").UserId.Should().Be(id);

    [Test]
    public void Should_refuse_an_id_of_the_transport_that_was_no_text() =>
        FactParser
            .Read(
                "UserDeactivated",
                System.Text.Encoding.UTF8.GetBytes(Body("UserDeactivated")),
                Now,
                TimeZoneInfo.Utc,
                new TransportProperties { MessageId = "\uFFFD\uFFFD" }
            )
            .Problems.Should()
            .ContainSingle()
            .Which.Path.Should()
            .Be("$properties.message_id");
}
