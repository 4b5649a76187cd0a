using System.Text.RegularExpressions;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Usage;

public sealed partial class When_enrollctl_is_built
{
    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Checkout.Root, "src", "Enrollment.Cli"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Below(file, "obj") && !Below(file, "bin") && !Below(file, "Output"));

    [Test]
    public void Should_have_one_way_to_the_terminal() =>
        Sources()
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(file => !OtherWays().IsMatch(File.ReadAllText(file)), "what is shown goes through Output, which escapes it");

    [Test]
    public void Should_have_no_markup_where_the_compiler_takes_it_for_data() =>
        Sources()
            .Where(file => Markup().IsMatch(File.ReadAllText(file)))
            .Should()
            .BeEmpty("a condition between two strings is a string: name the type with Phrase.Of");

    private static bool Below(string file, string folder) =>
        file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex(@"\bConsole\.(?!In\b)|\bSpectre\b|\bAnsiConsole\b|\bFile\.(Write|Append|Create)|\bnew StreamWriter\(Path")]
    private static partial Regex OtherWays();

    [GeneratedRegex(
        @"(?<!\$)""[^""\n]*\[(/|bold|grey|red|green|yellow|blue|olive)\]|[?:] \$""[^""\n]*\[(bold|grey|red|green|yellow|blue|olive)\]"
    )]
    private static partial Regex Markup();
}
