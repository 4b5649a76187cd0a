using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>The table of docs/architecture.md: which project may reference which, and which packages.</summary>
public sealed partial class When_projects_are_built
{
    private const int MostFilesOfAFolder = 15;

    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Contracts"] = [],
        ["Domain"] = [],
        ["Intake"] = ["Contracts", "Domain"],
        ["Storage"] = ["Domain"],
        ["Processing"] = ["Intake", "Storage"],
        ["Queries"] = ["Intake", "Storage"],
        ["Operations"] = ["Queries"],
        ["Worker"] = ["Operations", "Processing", "Queries"],
        ["Cli"] = ["Operations", "Processing", "Queries"],
    };

    private static IEnumerable<string> Projects => References.Keys;

    [TestCaseSource(nameof(Projects))]
    public void Should_reference_what_the_table_allows(string project) =>
        Included(project, "ProjectReference").Should().BeEquivalentTo(References[project]);

    [TestCase("Contracts")]
    [TestCase("Domain")]
    [TestCase("Intake")]
    public void Should_have_no_packages(string project) => Included(project, "PackageReference").Should().BeEmpty();

    [Test]
    public void Should_use_the_bus_and_ASP_NET_in_the_worker_alone() =>
        Projects
            .Where(project => project != "Worker")
            .SelectMany(Sources)
            .Where(file => OfTheHost().IsMatch(File.ReadAllText(file)))
            .Select(Repository.RelativePath)
            .Should()
            .BeEmpty();

    [Test]
    public void Should_have_folders_of_few_files() =>
        Projects
            .SelectMany(Sources)
            .GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Count() > MostFilesOfAFolder)
            .Select(folder => $"{Repository.RelativePath(folder.Key)}: {folder.Count()} files")
            .Should()
            .BeEmpty();

    [TestCaseSource(nameof(Projects))]
    public void Should_have_folders_without_a_cycle(string project) => FolderGraph.FindCycles(Sources(project)).Should().BeEmpty();

    /// <summary>MassTransit ignores messages that are internal.</summary>
    [TestCase("Worker")]
    [TestCase("Cli")]
    public void Should_have_no_public_types_in_a_program_but_messages(string project) =>
        PublicTypes(project).Where(type => !type.File.Contains("/Messages/", StringComparison.Ordinal)).Should().BeEmpty();

    [TestCaseSource(nameof(Projects))]
    public void Should_document_every_public_type(string project) =>
        PublicTypes(project).Where(type => !type.IsDocumented).Should().BeEmpty();

    private static IEnumerable<(string File, string Type, bool IsDocumented)> PublicTypes(string project) =>
        from file in Sources(project)
        from type in PublicType().Matches(File.ReadAllText(file))
        select (Repository.RelativePath(file), type.Groups["name"].Value, type.Groups["summary"].Success);

    private static IEnumerable<string> Sources(string project) => Repository.FilesBelow($"src/Enrollment.{project}", "*.cs");

    private static IEnumerable<string> Included(string project, string kind) =>
        XDocument
            .Load(Path.Combine(Repository.Root, "src", $"Enrollment.{project}", $"Enrollment.{project}.csproj"))
            .Descendants(kind)
            .Select(item => Name().Match(item.Attribute("Include")!.Value).Groups[1].Value);

    [GeneratedRegex(@"(\w+)(\.csproj)?$")]
    private static partial Regex Name();

    /// <summary>A type that is not nested, with the comment and the attributes before it.</summary>
    [GeneratedRegex(
        @"^(?<summary>/// .*\n)?(\[.*\n)*public ([a-z]+ )*(class|record|struct|interface|enum|delegate) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^using (MassTransit|Microsoft\.AspNetCore)", RegexOptions.Multiline)]
    private static partial Regex OfTheHost();
}
