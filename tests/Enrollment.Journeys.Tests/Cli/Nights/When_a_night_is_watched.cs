using System.Text.Json;
using static Enrollment.Journeys.Tests.Cli.StoredNights;

namespace Enrollment.Journeys.Tests.Cli.Nights;

public sealed class When_a_night_is_watched
{
    private StoredNights _nights = null!;
    private Enrollctl _enrollctl = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        _nights = await StoredNights.Create();
        _enrollctl = new Enrollctl(_nights.Servers);
    }

    [OneTimeTearDown]
    public async Task Remove() => await _nights.DisposeAsync();

    [Test]
    public async Task Should_show_programs_every_step_to_its_end()
    {
        await _nights.Begin();
        using var watching = _enrollctl.Start("nightly", "status", "--watch", "--json");
        await watching.Says(line => Json(line).GetProperty("batch").GetProperty("planned").ValueKind == JsonValueKind.Null);
        await _nights.RunsBatch(Progress(segments: 4, done: 0));
        await watching.Says(line => Batch(line, "planned") == 4 * SegmentSize);
        await _nights.RunsBatch(Progress(segments: 4, done: 1));
        await watching.Says(line => Batch(line, "done") == SegmentSize && Batch(line, "perSecond") > 0 && Batch(line, "secondsLeft") > 0);
        await _nights.RunsRollover(Progress(segments: 4, done: 4), Progress(segments: 2, done: 1));
        await watching.Says(line => Json(line).GetProperty("rollover").GetProperty("done").GetInt64() == SegmentSize);
        await _nights.Ends(Progress(segments: 4, done: 4), Progress(segments: 2, done: 2));

        var ran = await watching.End();

        ran.ExitCode.Should().Be(0, ran.Error);
        var last = ran.Output.TrimEnd().Split('\n')[^1];
        (Batch(last, "planned"), Batch(last, "done"), Batch(last, "applied"), Batch(last, "failed")).Should().Be((2_000, 2_000, 2_000, 0));
        Json(last).GetProperty("completedAt").ValueKind.Should().Be(JsonValueKind.String);
    }

    [Test]
    public async Task Should_tell_people_in_lines_when_there_is_no_terminal()
    {
        await _nights.Begin();
        await _nights.RunsBatch(Progress(segments: 4, done: 1));
        using var watching = _enrollctl.Start("nightly", "status", "--watch");
        await watching.Says(line => line == $"night of {_nights.Date:yyyy-MM-dd}: batch 500 of 2,000; rollover not planned yet");
        await _nights.Ends(Progress(segments: 4, done: 4), Progress(segments: 0, done: 0));

        var ran = await watching.End();

        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should()
            .Contain("batch 2,000 of 2,000")
            .And.Contain("rollover nothing to do")
            .And.Contain($"The night of {_nights.Date:yyyy-MM-dd} is finished.")
            .And.MatchRegex("batch .* │ +2,000 │ +2,000 │ +0 │ +0 │");
    }

    [Test]
    public async Task Should_wait_for_one_to_begin_even_if_it_ends_at_once()
    {
        using var watching = _enrollctl.Start("nightly", "status", "--watch", "--wait", "60");
        await watching.Notes("No night is running. Waiting 60 s");
        await _nights.Begin();
        await _nights.Ends(Progress(segments: 1, done: 1), Progress(segments: 0, done: 0));

        (await watching.End()).Output.Should().Contain($"The night of {_nights.Date:yyyy-MM-dd} is finished.");
    }

    [Test]
    public async Task Should_fail_when_none_begins()
    {
        var ran = await _enrollctl.Run("nightly", "status", "--watch", "--wait", "1");

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().BeEmpty();
        ran.Error.Should().Contain("No night started within 1 s.");
    }

    [Test]
    public async Task Should_fail_when_the_night_failed_for_somebody()
    {
        await _nights.Begin();
        using var watching = _enrollctl.Start("nightly", "status", "--watch");
        await watching.Says(line => line.Contains("not planned yet", StringComparison.Ordinal));
        await _nights.Ends(Progress(segments: 2, done: 2, failedInEach: 1), Progress(segments: 0, done: 0));

        var ran = await watching.End();

        ran.ExitCode.Should().Be(1);
        ran.Output.Should().Contain("batch 1,000 of 1,000 · 2 failed").And.Contain("enrollctl nightly status --failed");
    }

    [TestCase("--failed")]
    [TestCase("--limit", "3")]
    public async Task Should_refuse_what_asks_for_runs_that_have_ended(params string[] asked)
    {
        var ran = await _enrollctl.Run(["nightly", "status", "--watch", .. asked]);

        ran.ExitCode.Should().Be(2);
        ran.Error.Should().Contain("--watch follows one run");
    }

    private static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;

    private static double? Batch(string line, string figure) =>
        Json(line).GetProperty("batch").GetProperty(figure) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
