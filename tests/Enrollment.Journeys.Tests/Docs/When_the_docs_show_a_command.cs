using System.CommandLine;
using System.Text.RegularExpressions;
using Enrollment.Storage.Enrollments;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Docs;

/// <summary>Every command line of the documentation is one that the product takes.</summary>
public sealed partial class When_the_docs_show_a_command
{
    private static readonly Dictionary<string, string> Placeholders = new()
    {
        ["DATE"] = "2026-01-01",
        ["D"] = "2026-01-01",
        ["INSTANT"] = "2026-01-01T00:00Z",
        ["N"] = "1",
        ["V1"] = "1",
        ["V2"] = "2",
        ["SECONDS"] = "1",
        ["S"] = "open",
        ["K"] = "rejected",
        ["URL"] = "http://127.0.0.1:1",
        ["ID"] = "00000000-0000-0000-0000-000000000000",
    };

    private static IEnumerable<TestCaseData> Commands() =>
        from page in Example.Pages()
        let text = File.ReadAllText(page)
        from line in InBlocks(page, text).Concat(Inline(text)).Distinct()
        where IsEnrollctl().IsMatch(line)
        select new TestCaseData(IsEnrollctl().Replace(line, "")).SetArgDisplayNames($"{Path.GetFileName(page)}: {line}");

    private static IEnumerable<TestCaseData> Shell() =>
        from example in Example.All()
        where example.Language == "bash"
        from line in example.Lines.Distinct()
        select new TestCaseData(line).SetArgDisplayNames($"{example.Page}:{example.Line}: {line}");

    private static IEnumerable<TestCaseData> Scripts() =>
        from page in Example.Pages()
        from script in Script().Matches(File.ReadAllText(page)).DistinctBy(script => script.Value)
        select new TestCaseData(script.Groups["file"].Value, script.Groups["arguments"].Value).SetArgDisplayNames(
            $"{Path.GetFileName(page)}: {script.Value}"
        );

    [Test]
    public void Should_find_the_commands() => Commands().Count().Should().BeGreaterThan(60);

    [Test]
    public void Should_show_every_command_of_enrollctl() =>
        Commands()
            .Select(test => PathOf(Parse((string)test.Arguments[0]!).CommandResult.Command))
            .Should()
            .Contain(Cli.Usage.When_any_option_is_given.Leaves().Select(leaf => leaf.Name));

    /// <summary>A name without arguments is a command; anything more is a whole command line.</summary>
    [TestCaseSource(nameof(Commands))]
    public void Should_be_taken_by_enrollctl(string arguments)
    {
        var parsed = Parse(arguments);
        var isName = PathOf(parsed.CommandResult.Command) == arguments;
        (isName ? [] : parsed.Errors.Select(error => error.Message)).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Shell))]
    public void Should_begin_with_a_known_program(string line) =>
        line.Split(' ')[0].Should().BeOneOf("bash", "dotnet", "enrollctl", ".", "servers_start", "servers_stop", "psql");

    [TestCaseSource(nameof(Scripts))]
    public void Should_be_taken_by_the_script(string file, string arguments)
    {
        var script = File.ReadAllText(Path.Combine(Checkout.Root, file));
        Option()
            .Matches(arguments)
            .Select(option => option.Value)
            .Where(option => !script.Contains(option, StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Test]
    public void Should_name_files_that_exist() =>
        Example
            .Pages()
            .SelectMany(page => NamedFile().Matches(File.ReadAllText(page)).Select(file => file.Value.TrimEnd('.', '/')))
            .Distinct()
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Checkout.Root, file)))
            .Should()
            .BeEmpty();

    /// <summary>
    /// With a value for each placeholder: what is in brackets is given, of alternatives the first, and what may be repeated once.
    /// </summary>
    private static ParseResult Parse(string arguments)
    {
        var words = Word()
            .Matches(Notation().Replace(Alternatives().Replace(arguments, ""), ""))
            .Select(word => word.Value.Trim('\'', '"'));
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        return Enrollment.Cli.Commands.Create().Parse([.. words.Select(Given)], configuration);
    }

    private static string Given(string word) => Placeholders.GetValueOrDefault(word, word);

    private static string PathOf(Command command) =>
        string.Join(
            ' ',
            command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Append(command).Select(named => named.Name)
        );

    private static IEnumerable<string> InBlocks(string page, string text) =>
        from example in Example.In(page, text)
        where example.Language == "bash"
        from line in example.Lines
        select Comment().Replace(line, "");

    private static IEnumerable<string> Inline(string text) =>
        InlineCode().Matches(Example.WithoutFences(text)).Select(code => code.Groups["code"].Value.ReplaceLineEndings(" "));

    [GeneratedRegex(@"^(Enrollment__\w+='[^']*' )?(enrollctl|dotnet \S+/enrollctl\.dll) (?=[a-z-])")]
    private static partial Regex IsEnrollctl();

    [GeneratedRegex(@"\s+#\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<!`)`(?<code>[^`]+)`(?!`)")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"bash (?<file>infra/[\w/]+\.sh)(?<arguments>[^`#\n]*)")]
    private static partial Regex Script();

    [GeneratedRegex(@"[\[\]…]")]
    private static partial Regex Notation();

    [GeneratedRegex(@" \\?\| [^\]]*(?=\])")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w./-])(infra|src|tests|docs)/[\w./-]+")]
    private static partial Regex NamedFile();
}
