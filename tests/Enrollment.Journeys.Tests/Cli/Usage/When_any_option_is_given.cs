using System.CommandLine;
using System.CommandLine.Help;

namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>Every command and every option there is, taken from the commands themselves: one that has no case fails here.</summary>
[NonParallelizable]
public sealed class When_any_option_is_given
{
    internal const string StackTrace = @"(?m)^\s+at \w+\.";

    private static IEnumerable<TestCaseData> BadValues() =>
        from one in CommandCases.All
        from bad in one.Bad
        select new TestCaseData(one.Command, bad.Name, bad.Value, bad.Expected);

    private static IEnumerable<TestCaseData> Flags() =>
        from leaf in Leaves()
        from flag in leaf.Command.Options.OfType<Option<bool>>()
        select new TestCaseData(leaf.Name, flag.Name);

    [Test]
    public void Should_know_every_command() =>
        CommandCases.All.Select(one => one.Command).Should().BeEquivalentTo(Leaves().Select(leaf => leaf.Name));

    [Test]
    public void Should_give_every_option_a_value_that_is_taken()
    {
        foreach (var (name, command) in Leaves())
        foreach (var option in Given(command).Where(option => option.Name != "--json"))
            CommandCases
                .All.Single(one => one.Command == name)
                .Lines.Should()
                .Contain(line => line.Split(' ').Contains(option.Name), $"{name} {option.Name} has to be tried");
    }

    [Test]
    public void Should_give_every_option_and_argument_a_value_that_is_refused()
    {
        foreach (var (name, command) in Leaves())
            CommandCases
                .All.Single(one => one.Command == name)
                .Bad.Select(bad => bad.Name)
                .Should()
                .BeEquivalentTo(
                    Given(command)
                        .Where(option => option is not Option<bool>)
                        .Select(option => option.Name)
                        .Concat(command.Arguments.Select(argument => argument.Name)),
                    name
                );
    }

    [TestCaseSource(nameof(BadValues))]
    public async Task Should_name_the_option_its_value_and_what_was_expected(string command, string name, string value, string expected)
    {
        var line = CommandCases
            .All.Single(one => one.Command == command)
            .Lines.Last(line => !name.StartsWith("--", StringComparison.Ordinal) || line.Split(' ').Contains(name) || line == "");
        var (exitCode, said) = await SayAsync([.. command.Split(' '), .. Replaced(CommandOf(command), line, name, value)]);
        (
            exitCode,
            said.Contains($"{name}: '{value}' is not {expected}", StringComparison.Ordinal)
                || said.Contains(expected, StringComparison.Ordinal)
        )
            .Should()
            .Be((2, true), said);
        said.Should().Contain(name).And.Contain($"'{value}'").And.NotMatchRegex(StackTrace);
    }

    [TestCaseSource(nameof(Flags))]
    public async Task Should_refuse_a_value_for_what_takes_none(string command, string flag)
    {
        var (exitCode, said) = await SayAsync([.. command.Split(' '), $"{flag}=maybe"]);
        exitCode.Should().Be(2);
        said.Should().Contain($"{flag}: 'maybe' is not expected. The option takes no value.");
    }

    [TestCase("", "Required command was not provided")]
    [TestCase("nonsense", "'nonsense'")]
    [TestCase("audit nonsense", "'nonsense'")]
    [TestCase("show", "'LEARNER'")]
    [TestCase("show @file", "Enrollment__Postgres is not set")]
    [TestCase("audit digest --out", "--out: has no value")]
    [TestCase("audit digest --out a --out b", "'--out' expects a single argument")]
    [TestCase("enrollments --limit 99999999999", "--limit: '99999999999' is not a whole number")]
    [TestCase("show x --as-of 9999-12-31", "--as-of: '9999-12-31' is not a date of the years 1900 to 2200")]
    [TestCase("show x --known-at 0001-01-01T00:00+14:00", "--known-at")]
    [TestCase("replay x --worker ftp://host", "--worker: 'ftp://host' is not an address")]
    [TestCase("who --activity a --csv --json", "--csv and --json exclude each other. Leave one out.")]
    [TestCase("announcements resend --queue q --keep --remove", "--keep and --remove exclude each other. Leave one out.")]
    [TestCase("retrain a --due 30d --reason x", "Say whom it concerns: give one of --everyone, --group and --users.")]
    [TestCase("retrain a --everyone --group g --due 30d --reason x", "give one of --everyone, --group and --users.")]
    [TestCase("retrain a --everyone --due 36501d --reason x", "--due: '36501d' is not a due date")]
    [TestCase("retrain a --everyone --due -1d --reason x", "--due: '-1d' is not a due date")]
    [TestCase("retrain a --everyone --reason x", "--due")]
    [TestCase("exempt grant u a --from 2026-05-02 --until 2026-05-01 --reason x", "--until: '2026-05-01' is before --from, 2026-05-02.")]
    [TestCase("extend u a --reason x", "'DATE'")]
    [TestCase("exempt grant u a", "--reason")]
    [TestCase("show \\u{0}", "LEARNER: '\\u{5C}u{0}' is not an id")]
    public async Task Should_say_in_a_sentence_what_is_wrong_with_the_line(string line, string said)
    {
        var (exitCode, error) = await SayAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        exitCode.Should().Be(2);
        error.Should().Contain(said).And.NotMatchRegex(StackTrace);
    }

    [Test]
    public void Should_give_an_example_of_every_command() =>
        Enrollment
            .Cli.Commands.SelfAndDescendants(Enrollment.Cli.Commands.Create())
            .Where(command => command is not RootCommand)
            .Should()
            .OnlyContain(command => command.Description!.Contains("Example: enrollctl "));

    [TestCase("deadletters", "--kind <rejected|failed|undeliverable|conflict>")]
    [TestCase("who", "--status <scheduled|open|overdue|completed|completedLate|")]
    public async Task Should_show_choices_as_they_are_printed(string command, string shown) =>
        (await InProcessEnrollctl.RunAsync(servers: null, [command, "--help"])).Output.Should().Contain(shown);

    internal static IEnumerable<(string Name, Command Command)> Leaves() =>
        from command in Enrollment.Cli.Commands.SelfAndDescendants(Enrollment.Cli.Commands.Create())
        where command.Action is not null && command is not RootCommand
        select (PathOf(command), command);

    private static IEnumerable<Option> Given(Command command) =>
        command.Options.Where(option => option is not (HelpOption or VersionOption));

    private static Command CommandOf(string name) => Leaves().Single(leaf => leaf.Name == name).Command;

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().Single() is var parent and not RootCommand ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private static IEnumerable<string> Replaced(Command command, string line, string name, string value)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = command.Arguments.ToList().FindIndex(argument => argument.Name == name);
        place = place < 0 ? Array.IndexOf(words, name) + 1 : place;
        return words.Select(
            (word, index) =>
                index == place
                    ? value
                    : word.Replace("{today}", "2026-01-01", StringComparison.Ordinal)
                        .Replace("{night}", "2026-01-01", StringComparison.Ordinal)
                        .Replace("{now}", "2026-01-01T00:00Z", StringComparison.Ordinal)
                        .Replace("{letter}", Guid.Empty.ToString(), StringComparison.Ordinal)
        );
    }

    /// <summary>Without servers: nothing of it gets as far as one.</summary>
    private static async Task<(int ExitCode, string Said)> SayAsync(string[] arguments)
    {
        var ran = await InProcessEnrollctl.RunAsync(servers: null, arguments);
        return (ran.ExitCode, ran.Error);
    }
}
