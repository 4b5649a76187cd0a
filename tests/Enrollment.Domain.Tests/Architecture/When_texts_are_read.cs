using System.Text.RegularExpressions;

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>Words that stand for a term of the field somewhere else in this project. Identifiers are not read.</summary>
public sealed partial class When_texts_are_read
{
    [Test]
    public void Should_find_no_unsuitable_word_in_documentation() => Findings(Repository.Pages(), NumberedLines).Should().BeEmpty();

    [Test]
    public void Should_find_no_unsuitable_word_in_comments_and_output() =>
        Findings(Repository.FilesBelow("src", "*.cs"), file => SourceTexts.In(File.ReadAllText(file))).Should().BeEmpty();

    [Test]
    public void Should_find_no_unsuitable_word_in_scripts_and_samples() =>
        Findings(
                Repository.FilesBelow("infra", "*.*").Where(file => Path.GetExtension(file) is ".sh" or ".sql" or ".md" or ".cs"),
                NumberedLines
            )
            .Should()
            .BeEmpty();

    [TestCase("/// <summary>What the door refuses.</summary>", 1)]
    [TestCase("var door = Patience.Of(anew);", 0)]
    [TestCase("Say(\"a night\\\" in thought\");", 1)]
    [TestCase("Say($\"{Patience} made {(again ? \"anew\" : \"once\")}\");", 1)]
    [TestCase("Say($\"{Patience:N0} seconds\");", 0)]
    [TestCase("Say(@\"a milliard\"); // set aside", 2)]
    [TestCase("Say('\"'); var door = '\"';", 0)]
    [TestCase("Say(\"indoors, Anewly\");", 0)]
    public void Should_tell_texts_from_identifiers(string code, int findings) =>
        SourceTexts.In(code).Count(text => Unsuitable().IsMatch(text.Text)).Should().Be(findings);

    /// <summary>As one text, so that a failure shows all of them.</summary>
    private static string Findings(IEnumerable<string> files, Func<string, IEnumerable<(int Line, string Text)>> textsIn) =>
        string.Join(
            '\n',
            from file in files
            from text in textsIn(file)
            from match in Unsuitable().Matches(text.Text)
            let line = text.Line + text.Text.AsSpan(0, match.Index).Count('\n')
            select $"{Repository.RelativePath(file)}:{line}: {match.Value}"
        );

    private static IEnumerable<(int Line, string Text)> NumberedLines(string file) => [(1, File.ReadAllText(file))];

    [GeneratedRegex(@"\b(doors?|patience|milliards?|anew|in\s+thought|set(s|ting)?\s+aside)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unsuitable();
}
