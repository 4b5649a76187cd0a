using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>How many source files a reader has to open to follow one message, taken from a run (docs/architecture.md).</summary>
public sealed class When_a_join_is_followed
{
    private const int MaxFilesOfJoin = 120;
    private const int MaxFilesInReadme = 8;
    private const int MaxFilesOfNight = 12;

    private ExecutedFiles _executed = null!;

    [OneTimeSetUp]
    public async Task Follow()
    {
        _executed = await FollowedJoins.GetFiles();
        await TestContext.Out.WriteLineAsync($"One join executes {_executed.All.Count} files:\n{string.Join('\n', _executed.All)}");
    }

    [Test]
    public void Should_execute_few_files() => _executed.All.Should().HaveCountLessThanOrEqualTo(MaxFilesOfJoin);

    [Test]
    public void Should_be_described_in_README_by_the_first_files_of_its_main_path() =>
        ReadmePaths.Join.Should().Equal(_executed.MainPath().Take(MaxFilesInReadme));

    [Test]
    public void Should_lead_from_each_file_in_README_to_the_next() => BreaksOf(ReadmePaths.Join).Should().BeEmpty();

    [Test]
    public void Should_have_a_night_of_few_files_in_README() =>
        ReadmePaths.Night.Should().HaveCountGreaterThan(2).And.HaveCountLessThanOrEqualTo(MaxFilesOfNight);

    [Test]
    public void Should_lead_from_each_file_of_the_night_to_the_next() => BreaksOf(ReadmePaths.Night).Should().BeEmpty();

    private static IEnumerable<string> BreaksOf(IReadOnlyList<string> path)
    {
        var connectors = Connectors();
        var references = new SourceReferences(path.Concat(connectors));
        return path.Zip(path.Skip(1))
            .Where(step => !references.Names(step.First, step.Second) && !connectors.Exists(shared => Connects(shared, step)))
            .Select(step => $"{step.First} does not lead to {step.Second}");

        bool Connects(string shared, (string First, string Second) step) =>
            references.Names(step.First, shared) && references.Names(step.Second, shared);
    }

    /// <summary>One file sends a message or calls an interface, and the next consumes or implements it.</summary>
    private static List<string> Connectors() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))
                .Where(file =>
                    file.Contains("/Nightly/", StringComparison.Ordinal)
                    || file.Contains("/Messages/", StringComparison.Ordinal)
                    || (Path.GetFileName(file) is ['I', var second, ..] && char.IsUpper(second))
                )
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
        ];
}
