using System.Reflection;
using System.Text.RegularExpressions;

namespace Enrollment.Domain.Tests.Architecture;

public sealed partial class When_the_core_is_built
{
    private static IEnumerable<Assembly> Pure => [typeof(ActivityId).Assembly, typeof(Contracts.Fact).Assembly];

    [TestCaseSource(nameof(Pure))]
    public void Should_reference_nothing_but_the_framework(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal));

    [Test]
    public void Should_ask_no_clock_and_draw_no_lots() =>
        Sources().Should().NotBeEmpty().And.OnlyContain(file => !Impure().IsMatch(File.ReadAllText(file)));

    [Test]
    public void Should_have_no_type_of_more_than_200_lines_and_none_in_parts() =>
        Sources()
            .Should()
            .OnlyContain(file => File.ReadAllLines(file).Length <= 200)
            .And.NotContain(file => File.ReadAllText(file).Contains(" partial ", StringComparison.Ordinal));

    private static string[] Sources()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Enrollment.sln")))
            folder = folder.Parent!;
        return
        [
            .. Directory
                .EnumerateFiles(Path.Combine(folder.FullName, "src", "Enrollment.Domain"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];
    }

    [GeneratedRegex(@"\b(UtcNow|DateTime\.Now|DateTime\.Today|TimeProvider|Guid\.NewGuid|Random|Environment\.|File\.|Console\.)")]
    private static partial Regex Impure();
}
