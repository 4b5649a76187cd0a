namespace Enrollment.Domain.Tests.Architecture;

/// <summary>The formatter wraps code at this length but breaks neither strings nor comments nor scripts.</summary>
public sealed class When_lines_are_measured
{
    private const int LongestLine = 140;

    [Test]
    public void Should_find_none_longer_than_140_characters() => string.Join('\n', Files().SelectMany(TooLong)).Should().BeEmpty();

    private static IEnumerable<string> Files() =>
        from folder in (string[])["src", "tests", "infra"]
        from pattern in (string[])["*.cs", "*.sh", "*.sql", "*.py"]
        from file in Repository.FilesBelow(folder, pattern)
        select file;

    private static IEnumerable<string> TooLong(string file) =>
        from line in File.ReadLines(file).Index()
        where line.Item.Length > LongestLine
        select $"{Repository.RelativePath(file)}:{line.Index + 1}: {line.Item.Length} characters";
}
