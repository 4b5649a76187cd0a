namespace Enrollment.Journeys.Tests.Cli.Usage;

/// <summary>Files that are missing, folders, not text, there already; full disks, closed pipes and Ctrl+C.</summary>
[NonParallelizable]
public sealed class When_files_are_not_as_expected
{
    private static readonly string[] Readers =
    [
        "publish {file}",
        "replay {file}",
        "rule preview {file}",
        "retrain u1 --users {file} --due 30d --reason x --yes",
        "simulate {file}",
        "audit verify --digest {file}",
        "audit check {export} --key {file}",
        "audit check {file} --key {key}.pub",
        "audit export --out {new} --key {file}",
    ];

    private PlantedRecord _record = null!;
    private CommandPlaceholders _world = null!;
    private Enrollctl _process = null!;
    private string _home = null!;

    private static IEnumerable<TestCaseData> Unreadable() =>
        from reader in Readers
        from file in new List<string>
        {
            "missing",
            "missing/file",
            "folder",
            "empty",
            "nul",
            "latin",
            "text",
            "object",
            "array",
            "deep",
            "null",
            "/proc/self/mem",
        }
        select new TestCaseData(reader, file);

    [OneTimeSetUp]
    public async Task Start()
    {
        _record = await PlantedRecord.CreateAsync("u1", "u2");
        _world = await CommandPlaceholders.CreateAsync(_record, "u1");
        _process = new Enrollctl(_record.Servers);
        _home = Directory.CreateTempSubdirectory("files").FullName;
        Directory.CreateDirectory(In("folder"));
        foreach (
            var (name, content) in new Dictionary<string, byte[]>
            {
                ["empty"] = [],
                ["nul"] = [0, 0, 10, 0],
                ["latin"] = "{\"type\":\"é"u8[..11].ToArray(),
                ["text"] = "hello"u8.ToArray(),
                ["object"] = "{}"u8.ToArray(),
                ["array"] = "[1]"u8.ToArray(),
                ["deep"] = System.Text.Encoding.ASCII.GetBytes(new string('[', 5_000)),
                ["null"] = "null"u8.ToArray(),
            }
        )
            await File.WriteAllBytesAsync(In(name), content);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _world.Dispose();
        Directory.Delete(_home, recursive: true);
        await _record.DisposeAsync();
    }

    [TestCaseSource(nameof(Unreadable))]
    public async Task Should_name_the_file_that_cannot_be_used(string reader, string file)
    {
        var ran = await RunAsync(reader.Replace("{file}", In(file), StringComparison.Ordinal));
        // No fact at all is a file of facts.
        var isFine = file == "empty" && reader.StartsWith("publish", StringComparison.Ordinal);
        ran.ExitCode.Should().Be(isFine ? 0 : 1, ran.Error);
        ran.Error.Should().NotMatchRegex(When_any_option_is_given.StackTrace).And.NotContain("Unexpected");
        if (!isFine)
            ran.Error.Should().Contain(In(file));
    }

    [TestCase("audit digest --out {file}")]
    [TestCase("audit keys --out {file}")]
    [TestCase("audit export --out {file} --key {key}")]
    public async Task Should_not_overwrite_what_is_there(string writer)
    {
        await File.WriteAllTextAsync(In("precious"), "precious");
        var ran = await RunAsync(writer.Replace("{file}", In("precious"), StringComparison.Ordinal));
        (ran.ExitCode, await File.ReadAllTextAsync(In("precious"))).Should().Be((1, "precious"));
        ran.Error.Should().Contain(In("precious")).And.Contain("Nothing was written");
        Directory.GetFiles(_home, "precious*").Should().HaveCount(1);
    }

    [Test]
    public async Task Should_overwrite_a_digest_when_told_to()
    {
        await File.WriteAllTextAsync(In("old"), new string('x', 10_000));
        (await RunAsync($"audit digest --out {In("old")} --force")).ExitCode.Should().Be(0);
        (await RunAsync($"audit verify --digest {In("old")}")).ExitCode.Should().BeOneOf(0, 1);
        (await File.ReadAllTextAsync(In("old"))).Should().StartWith("{").And.NotContain("x");
    }

    [TestCase("audit digest --out /dev/full --force", "No space left on device")]
    [TestCase("audit digest --out /dev/full", "already exists")]
    [TestCase("audit digest --out {home}/no/such/folder", "Could not find a part of the path")]
    [TestCase("audit digest --out {home}", "is a folder")]
    [TestCase("audit keys --out {home}/no/such/folder", "Could not find a part of the path")]
    [TestCase("audit export --out /dev/null/x --key {key}", "/dev/null/x")]
    public async Task Should_say_why_it_cannot_be_written(string line, string said)
    {
        var ran = await RunAsync(line.Replace("{home}", _home, StringComparison.Ordinal));
        ran.ExitCode.Should().Be(1);
        ran.Error.Should().Contain(said).And.NotContain("Unexpected").And.NotMatchRegex(When_any_option_is_given.StackTrace);
        new FileInfo("/dev/full").Exists.Should().BeTrue();
    }

    [TestCase("\"$@\" >/dev/full", 1)]
    [TestCase("\"$@\" 2>/dev/full", 0)]
    [TestCase("\"$@\" --limit x 2>/dev/full", 2)]
    [TestCase("\"$@\" | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0)]
    [TestCase("\"$@\" >&-", 1)]
    [TestCase("\"$@\" <&- >/dev/full 2>/dev/full", 1)]
    public async Task Should_end_in_order_wherever_its_output_goes(string script, int exitCode)
    {
        var ran = await _process.Shell(script, "enrollments");
        ran.ExitCode.Should().Be(exitCode, ran.Error);
        ran.Error.Should().NotContain("Unhandled").And.NotMatchRegex(When_any_option_is_given.StackTrace);
    }

    [TestCase("nightly", "status", "--watch", "--wait", "60")]
    [TestCase("publish", "-")]
    public async Task Should_end_with_130_on_an_interrupt(params string[] arguments)
    {
        using var command = _process.Start(arguments);
        if (arguments[0] == "nightly")
            await command.Notes("Waiting 60 s");
        else
            await Task.Delay(1_500);
        command.Interrupt();
        var ran = await command.End();
        ran.ExitCode.Should().Be(130, ran.Error);
        ran.Error.Should().NotContain("Unhandled").And.NotMatchRegex(When_any_option_is_given.StackTrace);
    }

    private Task<CommandResult> RunAsync(string line) => InProcessEnrollctl.RunAsync(_record.Servers, _world.Arguments(line));

    private string In(string name) => name.StartsWith('/') ? name : Path.Combine(_home, name);
}
