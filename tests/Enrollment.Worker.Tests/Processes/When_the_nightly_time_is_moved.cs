using System.Globalization;
using System.Text.RegularExpressions;
using Enrollment.Processing.Preview;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>The night of the day was run at 02:00; at noon a worker starts that goes by another time.</summary>
public sealed partial class When_the_nightly_time_is_moved
{
    private static readonly DateTimeOffset Noon = new(NightQueries.First, new TimeOnly(12, 0), TimeSpan.Zero);

    private Company _company = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await Company.Of(people: 1);
        await using var session = _company.Store.LightweightSession();
        session.Insert(new NightlySchedulerState { Since = Noon.AddDays(-10), LastDate = NightQueries.First });
        session.Insert(
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(NightQueries.First),
                BusinessDate = NightQueries.First,
                CurrentState = "Completed",
                Instant = Noon.AddHours(-10),
                StartedAt = Noon.AddHours(-10),
                CompletedAt = Noon.AddHours(-10),
            }
        );
        await session.SaveChangesAsync();
        await ClockSetting.SetAsync(_company.Store, Noon, running: false);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public async Task Should_warn_that_a_later_time_skips_an_evening()
    {
        using var worker = await Start("22:00");
        await Eventually.Be(() => Warnings(worker), log => log.Contains("was changed", StringComparison.Ordinal));
        (await Warnings(worker))
            .Should()
            .Contain("of 2026-05-02, was due at 2026-05-02T02:00Z; with the current settings it would have been due at 2026-05-02T22:00Z")
            .And.Contain("The next night is that of 2026-05-03, at 2026-05-03T22:00Z, 34 hours from now");
        (await Next(worker)).Should().Be(new DateTimeOffset(2026, 5, 3, 22, 0, 0, TimeSpan.Zero));
    }

    [Test]
    public async Task Should_say_nothing_when_it_stays()
    {
        using var worker = await Start("02:00");
        (await Next(worker)).Should().Be(new DateTimeOffset(2026, 5, 3, 2, 0, 0, TimeSpan.Zero));
        (await Warnings(worker)).Should().NotContain("was changed").And.NotContain("The next night");
    }

    private async Task<WorkerProcess> Start(string nightlyAt)
    {
        var worker = new WorkerProcess(_company.Servers, "--Enrollment:DemonstrationClock=true", $"--Enrollment:NightlyAt={nightlyAt}");
        await worker.IsReady();
        return worker;
    }

    private static Task<string> Warnings(WorkerProcess worker) => Task.FromResult(string.Join('\n', worker.Log));

    private static async Task<DateTimeOffset> Next(WorkerProcess worker)
    {
        var metrics = await Eventually.Be(() => worker.Text("/metrics"), text => NextNight().IsMatch(text));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(NextNight().Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^enrollment_night_next_seconds(?:\\{[^}]*\\})? (\\d+)", RegexOptions.Multiline)]
    private static partial Regex NextNight();
}
