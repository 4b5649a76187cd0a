using System.Globalization;
using System.Text.Json;
using Enrollment.Intake.Json;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Worker.Tests.Escaping;

public sealed class When_text_is_escaped
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Tricky =
    [
        "",
        " ",
        "  ",
        " a",
        "a ",
        "a  b",
        "\\",
        "\\u{20}",
        "\\u{",
        "\\\\u{202E}",
        "\u202E",
        "\ud800",
        "\udc00\ud800",
        "😀",
        "\U000E0041",
        "a\nb",
        "\0",
        "\\u{5C}u{20}",
        "é",
        "e\u0301",
        "ひ",
        "\uE000",
    ];

    private static IEnumerable<string> EveryCharacter() =>
        Enumerable.Range(0, 0x110000).Where(point => point is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32);

    [TestCase("ann", "ann")]
    [TestCase(" ann ", "\\u{20}ann\\u{20}")]
    [TestCase("ann  lee", "ann \\u{20}lee")]
    [TestCase("turn\u202Eend", "turn\\u{202E}end")]
    [TestCase("\U000E0041", "\\u{E0041}")]
    [TestCase("C:\\users", "C:\\users")]
    [TestCase("typed \\u{20}", "typed \\u{5C}u{20}")]
    [TestCase("private \uE000", "private \uE000")]
    [TestCase("Zoë ひらがな 😀", "Zoë ひらがな 😀")]
    public void Should_show_what_would_not_be_seen(string text, string shown) => EscapedText.Of(text).Should().Be(shown);

    [Test]
    public void Should_show_half_a_pair() => EscapedText.Of("half\ud83d").Should().Be("half\\u{D83D}");

    [Test]
    public void Should_escape_every_character_of_the_categories_that_hide_or_steer()
    {
        foreach (
            var character in EveryCharacter()
                .Where(character =>
                    CharUnicodeInfo.GetUnicodeCategory(character, 0)
                        is UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.OtherNotAssigned
                            or UnicodeCategory.LineSeparator
                            or UnicodeCategory.ParagraphSeparator
                            or UnicodeCategory.SpaceSeparator
                    && character != " "
                )
        )
            EscapedText.Of($"a{character}b").Should().Be($"a\\u{{{char.ConvertToUtf32(character, 0):X}}}b");
    }

    [Test]
    public void Should_be_read_back_as_it_was()
    {
        foreach (var text in EveryCharacter().Concat(Tricky.Where(IsText)).SelectMany(one => new[] { one, $" {one}", $"{one}{one}" }))
            EscapedText.Decode(EscapedText.Of(text)).Should().Be(text);
    }

    [Test]
    public void Should_never_show_two_texts_alike() =>
        Tricky
            .SelectMany(first => Tricky.Select(second => first + second))
            .Distinct()
            .GroupBy(EscapedText.Of)
            .Where(alike => alike.Count() > 1)
            .Should()
            .BeEmpty();

    [Test]
    public void Should_leave_json_the_same_json()
    {
        foreach (var text in Tricky.Where(IsText).Append("\u2028\u202E\u00A0\uFEFF\U000E0041"))
        {
            var json = EscapedJson.Of(JsonSerializer.Serialize(new { text }, Relaxed));
            JsonDocument.Parse(json).RootElement.GetProperty("text").GetString().Should().Be(text);
            json.Any(c => c is '\u2028' or '\u202E' or '\u00A0' or '\uFEFF' or '\uDB40').Should().BeFalse();
        }
    }

    private static bool IsText(string text) => !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);
}
