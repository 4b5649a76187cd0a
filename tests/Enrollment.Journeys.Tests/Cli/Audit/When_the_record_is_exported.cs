using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli.Audit;

/// <summary>An auditor takes the record home, and checks it there with the public key alone.</summary>
public sealed class When_the_record_is_exported
{
    private string _home = null!;
    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private Enrollctl _enrollctl = null!;
    private Enrollctl _elsewhere = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _home = Directory.CreateTempSubdirectory("audit").FullName;
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false");
        (_enrollctl, _elsewhere) = (new Enrollctl(_servers), new Enrollctl("Host=nowhere.invalid;Database=none", "amqp://nowhere.invalid"));
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            """{"messageId":"r","occurredAt":"2026-01-05T09:00:00Z","ruleId":"r","activityId":"safety","version":1,"audience":"""
                + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
                + """{"kind":"within","days":10}}"""
        );
        await Eventually.Be(() => Count("rule_saved"), count => count == 1);
        foreach (var person in new[] { "ada", "=bob", "a/c" })
            await _worker.Publisher.Publish<UserCreated>(
                $$"""{"messageId":"u-{{person}}","occurredAt":"2026-01-05T09:00:00Z","userId":"{{person}}","groups":"""
                    + $$"""["g"],"origin":"userInterface"}"""
            );
        await Eventually.Be(() => Count("period_planned"), count => count == 3);
        (await _elsewhere.Run("audit", "keys", "--out", In("key"))).ExitCode.Should().Be(0);
        var exported = await _enrollctl.Run("audit", "export", "--out", In("all"), "--key", In("key"));
        exported.ExitCode.Should().Be(0, exported.Error);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public async Task Should_be_genuine_without_any_server()
    {
        var ran = await _elsewhere.Run("audit", "check", In("all"), "--key", In("key.pub"));
        (ran.ExitCode, ran.Error).Should().Be((0, ""));
    }

    [Test]
    public async Task Should_hold_every_event_as_it_is_stored()
    {
        await using var session = _worker.Store.QuerySession();
        var stored = await session.QueryAsync<string>(
            "select seq_id || ' ' || stream_id || ' ' || (data::text) from enrollment.mt_events order by seq_id"
        );
        var exported = (await File.ReadAllLinesAsync(In("all/events.jsonl")))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => $"{line.GetProperty("sequence")} {line.GetProperty("stream")} {line.GetProperty("data").GetRawText()}");
        exported.Should().Equal(stored);
    }

    [TestCase("--learner", "a/c", "learner/a%2Fc", "enrollment/safety/a%2Fc")]
    [TestCase("--activity", "safety", "enrollment/safety/=bob", "enrollment/safety/a%2Fc", "enrollment/safety/ada", "rule/r")]
    [TestCase("--to", "2020-01-01")]
    public async Task Should_hold_what_was_asked_for(string option, string value, params string[] streams)
    {
        var folder = In(Guid.NewGuid().ToString("N"));
        (await _enrollctl.Run("audit", "export", option, value, "--out", folder, "--key", In("key"))).ExitCode.Should().Be(0);
        (await File.ReadAllLinesAsync(Path.Combine(folder, "events.jsonl")))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("stream").GetString())
            .Distinct()
            .Should()
            .BeEquivalentTo(streams);
    }

    [TestCase("events.jsonl")]
    [TestCase("events.csv")]
    [TestCase("events.html")]
    [TestCase("manifest.json")]
    [TestCase("manifest.sig")]
    public async Task Should_not_be_genuine_when_a_file_is_changed(string name)
    {
        var copy = Copy();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(copy, name));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(copy, name), bytes);
        await ShouldNotBeGenuine(copy, name.StartsWith("events", StringComparison.Ordinal) ? name : "manifest.json");
    }

    [Test]
    public async Task Should_not_be_genuine_when_a_file_is_missing()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "events.csv"));
        await ShouldNotBeGenuine(copy, "events.csv is missing");
    }

    [Test]
    public async Task Should_not_be_genuine_when_a_file_is_added()
    {
        var copy = Copy();
        await File.WriteAllTextAsync(Path.Combine(copy, "more.txt"), "more");
        await ShouldNotBeGenuine(copy, "more.txt was added");
    }

    [Test]
    public async Task Should_not_be_genuine_when_somebody_else_signed()
    {
        (await _elsewhere.Run("audit", "keys", "--out", In("other"))).ExitCode.Should().Be(0);
        var ran = await _elsewhere.Run("audit", "check", In("all"), "--key", In("other.pub"));
        ran.ExitCode.Should().Be(1);
    }

    [Test]
    public async Task Should_mark_as_text_what_a_spreadsheet_would_calculate() =>
        (await File.ReadAllTextAsync(In("all/events.csv"))).Should().NotMatchRegex("(^|,)\"=", "a cell must not begin with =");

    private async Task ShouldNotBeGenuine(string folder, string because)
    {
        var ran = await _elsewhere.Run("audit", "check", folder, "--key", In("key.pub"), "--json");
        ran.ExitCode.Should().Be(1);
        JsonDocument
            .Parse(ran.Output)
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Should()
            .Contain(finding => finding.GetString()!.Contains(because, StringComparison.Ordinal));
    }

    private string Copy()
    {
        var copy = Directory.CreateDirectory(In(Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.GetFiles(In("all")))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private string In(string name) => Path.Combine(_home, name);

    private async Task<int> Count(string type)
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.QueryAsync<int>("select count(*)::int from enrollment.mt_events where type = ?", type))[0];
    }
}
