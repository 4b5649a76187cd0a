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

    /// <summary>A row that no step takes is named in a comment at its place.</summary>
    [Test]
    public void Should_take_the_rows_of_semantics_7_in_their_order()
    {
        var table = File.ReadAllText(Sources().Single(file => Path.GetFileName(file) == "StepTable.cs"));
        var apply = table[table.IndexOf("public Timeline Apply()", StringComparison.Ordinal)..];
        apply = apply[..apply.IndexOf("\n    }", StringComparison.Ordinal)];

        RowNumbers().Matches(apply).Select(row => int.Parse(row.Value, null)).Should().Equal(Enumerable.Range(1, RowsOfSemantics7()));
    }

    private static int RowsOfSemantics7()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "semantics.md"));
        return lines
            .SkipWhile(line => !line.StartsWith("## 7.", StringComparison.Ordinal))
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Count();
    }

    private static string[] Sources() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "src", "Enrollment.Domain"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];

    [GeneratedRegex(@"(?<=\bRow|\bRow |\bRows |\bRows \d and )\d+")]
    private static partial Regex RowNumbers();

    [GeneratedRegex(@"\b(UtcNow|DateTime\.Now|DateTime\.Today|TimeProvider|Guid\.NewGuid|Random|Environment\.|File\.|Console\.)")]
    private static partial Regex Impure();
}
