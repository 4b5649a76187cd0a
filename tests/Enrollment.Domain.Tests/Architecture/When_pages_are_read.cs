using System.Text.RegularExpressions;

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>What the pages of the documentation refer to exists, and their source can be compared line by line.</summary>
public sealed partial class When_pages_are_read
{
    private const int LongestLine = 140;
    private static readonly string[] CodeFolders = ["src", "tests", "infra"];

    [Test]
    public void Should_find_the_pages() => Repository.Pages().Should().HaveCountGreaterThan(20);

    [Test]
    public void Should_have_lines_of_at_most_140_characters() =>
        Listed(
                from page in Repository.Pages()
                from line in Lines(page)
                where !line.Text.StartsWith('|') && Target().Replace(line.Text, "]").Length > LongestLine
                select $"{Repository.RelativePath(page)}:{line.Number}"
            )
            .Should()
            .BeEmpty("only rows of tables are longer; the target of a link is not counted");

    [Test]
    public void Should_link_to_files_that_exist() =>
        Listed(Links().Where(link => !Path.Exists(link.Path)).Select(link => $"{link.Page}: {link.Target}")).Should().BeEmpty();

    [Test]
    public void Should_link_to_headings_that_exist() =>
        Listed(
                Links()
                    .Where(link => link.Heading.Length > 0 && File.Exists(link.Path) && !Headings(link.Path).Contains(link.Heading))
                    .Select(link => $"{link.Page}: {link.Target}")
            )
            .Should()
            .BeEmpty();

    [Test]
    public void Should_reach_every_page_from_the_readme()
    {
        var reached = new HashSet<string> { Path.Combine(Repository.Root, "README.md") };
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out var page))
            foreach (
                var link in LinksOf(page)
                    .Where(link => link.Path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(link.Path) && reached.Add(link.Path))
            )
                waiting.Enqueue(link.Path);
        Repository.FilesBelow("docs", "*.md").Should().BeSubsetOf(reached);
    }

    [Test]
    public void Should_name_code_that_exists()
    {
        var words = Code().SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(word => word.Value)).ToHashSet();
        Listed(
                from page in Repository.Pages()
                from line in Lines(page)
                from name in CodeName().Matches(line.Text)
                from part in name.Groups["name"].Value.Split('.')
                where part != "cs" && !words.Contains(part)
                select $"{Repository.RelativePath(page)}:{line.Number}: {name.Value}"
            )
            .Should()
            .BeEmpty("a name in the documentation is one of the code, of a package or of a file");
    }

    /// <summary>As one text, so that a failure shows all of them.</summary>
    private static string Listed(IEnumerable<string> findings) => string.Join('\n', findings);

    private static IEnumerable<string> Code() =>
        CodeFolders
            .SelectMany(folder => Repository.FilesBelow(folder, "*.*"))
            .Concat(Directory.EnumerateFiles(Repository.Root, "Directory.*"))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".sh" or ".sql" or ".json" or ".py");

    private static IEnumerable<(int Number, string Text)> Lines(string page) =>
        File.ReadAllLines(page).Select((text, index) => (index + 1, text));

    private static IEnumerable<Link> Links() => Repository.Pages().SelectMany(LinksOf);

    private static IEnumerable<Link> LinksOf(string page) =>
        from target in Target().Matches(Fence().Replace(File.ReadAllText(page), ""))
        let address = target.Groups["target"].Value
        where !address.Contains("://", StringComparison.Ordinal)
        let parts = address.Split('#')
        let path = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]))
        select new Link(Repository.RelativePath(page), address, path, parts.ElementAtOrDefault(1) ?? "");

    /// <summary>As GitHub makes an anchor of a heading.</summary>
    private static IEnumerable<string> Headings(string page) =>
        Heading()
            .Matches(Fence().Replace(File.ReadAllText(page), ""))
            .Select(heading => NoAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private sealed record Link(string Page, string Target, string Path, string Heading);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    /// <summary>A word of at least two parts, such as <c>EnrollmentCache</c> or <c>When_facts_arrive.Should_apply_them</c>.</summary>
    [GeneratedRegex(@"`(?:[\w.]+/)*(?<name>(?:[A-Z][a-z0-9]+(?:[A-Z]\w*|_\w+))(?:\.\w+)*)`")]
    private static partial Regex CodeName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
