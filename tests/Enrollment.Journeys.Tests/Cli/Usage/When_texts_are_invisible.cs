using Enrollment.Intake.Json;

namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>
/// The record holds texts from before they were refused. Whatever shows them shows their code points, and no line that is not one.
/// </summary>
[NonParallelizable]
public sealed class When_texts_are_invisible
{
    private PlantedRecord _record = null!;
    private CommandPlaceholders _world = null!;

    private static IEnumerable<TestCaseData> Lines() =>
        from one in CommandCases.All
        let hasJson = When_any_option_is_given
            .Leaves()
            .Single(leaf => leaf.Name == one.Command)
            .Command.Options.Any(option => option.Name == "--json")
        from line in one.Lines
        from more in Enumerable
            .Repeat("", 1)
            .Concat(Enumerable.Repeat(" --json", hasJson && !line.Contains("--csv", StringComparison.Ordinal) ? 1 : 0))
        select new TestCaseData($"{one.Command} {line}{more}");

    [OneTimeSetUp]
    public async Task Plant()
    {
        _record = await PlantedRecord.CreateAsync([.. InvisibleTexts.Texts, InvisibleTexts.Together]);
        _world = await CommandPlaceholders.CreateAsync(_record, InvisibleTexts.Together);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _world.Dispose();
        await _record.DisposeAsync();
    }

    [TestCaseSource(nameof(Lines))]
    public async Task Should_show_none_of_them_raw(string line)
    {
        var ran = await RunAsync(line);
        InvisibleTexts.In(ran.Output + ran.Error).Should().BeEmpty();
        (ran.Output + ran.Error)
            .Should()
            .NotContain("line\nfeed")
            .And.NotContain("[/]")
            .And.NotMatchRegex(When_any_option_is_given.StackTrace)
            .And.NotContain("Unexpected ");
        ran.ExitCode.Should().BeOneOf([0, 1], ran.Error);
    }

    [TestCase(
        "enrollments --limit 100",
        "turn\\u{202E}end",
        "\\u{20}\\u{20}blanks around\\u{20}",
        "\\u{1B}[2Jclear",
        "line\\u{A}feed",
        "[red]markup",
        "filler\\u{3164}"
    )]
    [TestCase("audit operators --limit 100", "turn\\u{202E}end", "\\u{20}\\u{20}blanks around\\u{20}", "bell\\u{7}", "tab\\u{9}stop")]
    [TestCase("deadletters --limit 100", "turn\\u{202E}end", "control\\u{9B}31m")]
    [TestCase("nightly status --failed", "turn\\u{202E}end", "line\\u{2028}end")]
    [TestCase("enrollments --json", "turn\\u202eend", "line\\u2028end", "  blanks around ", "line\\nfeed", "tag\\uDB40\\uDC41")]
    [TestCase("who --activity turn\\u{202E}end --csv", "turn\\u{202E}end,turn\\u{202E}end,open")]
    [TestCase("show return\\u{D}over", "return\\u{D}over of return\\u{D}over")]
    public async Task Should_show_their_code_points(string line, params string[] shown)
    {
        var ran = await RunAsync(line, columns: 1_000);
        ran.Output.Should().ContainAll(shown);
    }

    [Test]
    public async Task Should_show_the_sender_and_the_application_of_a_message()
    {
        var ran = await RunAsync($"deadletters show {PlantedRecord.LetterOf("turn\u202Eend")}");
        ran.Output.Should().MatchRegex(@"(?m)^sender +turn\\u\{202E}end$").And.MatchRegex(@"(?m)^application +turn\\u\{202E}end$");
    }

    [Test]
    public async Task Should_write_them_into_no_file_of_an_export()
    {
        var folder = _world.Arguments("{new}")[0];
        (await RunAsync($"audit export --out {folder} --key {{key}}")).ExitCode.Should().Be(0);
        foreach (var file in Directory.EnumerateFiles(folder))
            InvisibleTexts.In((await File.ReadAllTextAsync(file)).Replace("\r\n", "\n", StringComparison.Ordinal)).Should().BeEmpty(file);
        (await File.ReadAllTextAsync(Path.Combine(folder, "events.jsonl"))).Should().Contain("turn\\u202eend");
        (await File.ReadAllTextAsync(Path.Combine(folder, "events.csv"))).Should().Contain("learner/turn\\u{202E}end");
        (await File.ReadAllTextAsync(Path.Combine(folder, "events.html"))).Should().Contain("learner/turn\\u{202E}end");
    }

    [Test]
    public async Task Should_export_them_so_that_they_read_as_recorded()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(_world.Arguments("{export}")[0], "events.jsonl"));
        var streams = lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("stream").GetString());
        streams.Should().Contain(InvisibleTexts.Texts.Select(text => $"learner/{text}"));
        (await RunAsync("audit check {export} --key {key}.pub")).ExitCode.Should().Be(0);
    }

    private Task<CommandResult> RunAsync(string line, int? columns = null) =>
        InProcessEnrollctl.RunAsync(_record.Servers, _world.Arguments(line), columns);
}
