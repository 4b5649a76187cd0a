using System.Globalization;
using System.Text.Json;
using Enrollment.Domain.Calendar;
using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_the_schedule_is_queried
{
    private static readonly DateOnly Last = new(2026, 5, 2);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [TestCase("2026-05-02T23:00Z", null)]
    [TestCase("2026-05-03T02:00Z", "2026-05-03")]
    [TestCase("2026-05-16T12:00Z", "2026-05-16")]
    [TestCase("2026-05-17T02:00Z", null)]
    [TestCase("2031-01-01T00:00Z", null)]
    public void Should_want_a_night_that_is_due_and_not_too_far_from_the_last(string now, string? date) =>
        Schedule().Wanted(Ran(), At(now)).Should().Be(Date(date));

    [TestCase("2026-05-16T12:00Z", null)]
    [TestCase("2026-05-17T02:00Z", "2026-05-17")]
    public void Should_let_a_later_one_wait(string now, string? date) => Schedule().WaitsForCatchUp(Ran(), At(now)).Should().Be(Date(date));

    [Test]
    public void Should_let_the_first_night_wait_when_it_comes_long_after_the_first_start()
    {
        var ledger = new NightlySchedulerState { Since = At("2026-05-02T12:00Z") };
        Schedule().Wanted(ledger, At("2026-05-03T02:00Z")).Should().Be(Last.AddDays(1));
        Schedule().WaitsForCatchUp(ledger, At("2026-05-17T02:00Z")).Should().Be(Last.AddDays(15));
    }

    [Test]
    public void Should_let_nothing_wait_on_the_demonstration_clock()
    {
        var schedule = Schedule(new EnrollmentOptions { DemonstrationClock = true });
        schedule.Wanted(Ran(), At("2031-01-01T03:00Z")).Should().Be(new DateOnly(2031, 1, 1));
        schedule.WaitsForCatchUp(Ran(), At("2031-01-01T03:00Z")).Should().BeNull();
    }

    [Test]
    public void Should_keep_to_the_setting_on_the_demonstration_clock_too() =>
        Schedule(new EnrollmentOptions { DemonstrationClock = true, MaxCatchUpDays = 3 })
            .WaitsForCatchUp(Ran(), At("2026-05-06T03:00Z"))
            .Should()
            .Be(Last.AddDays(4));

    [TestCase("2026-05-03", "2026-05-03")]
    [TestCase("2026-05-05", "2026-05-05")]
    [TestCase("2026-05-06", null, Description = "not due yet")]
    [TestCase("2026-05-02", null, Description = "was run already")]
    public void Should_want_what_an_operator_asked_for_once_it_is_due(string requested, string? wanted)
    {
        var ledger = Ran();
        ledger.Requested = Date(requested);
        Schedule().Wanted(ledger, At("2026-05-05T12:00Z")).Should().Be(Date(wanted) ?? new DateOnly(2026, 5, 5));
    }

    [Test]
    public void Should_run_no_night_after_those_of_another_version_of_the_semantics_until_it_is_allowed()
    {
        var ledger = JsonSerializer.Deserialize<NightlySchedulerState>(
            """{"since":"2026-05-01T12:00:00Z","lastDate":"2026-05-02"}""",
            Web
        )!;
        ledger.Requested = Last.AddDays(1);
        Schedule().Wanted(ledger, At("2026-05-05T12:00Z")).Should().BeNull();

        ledger.UpgradeAllowedAt = At("2026-05-05T12:00Z");

        Schedule().Wanted(ledger, At("2026-05-05T12:00Z")).Should().Be(Last.AddDays(1));
    }

    [Test]
    public void Should_know_the_first_night_of_this_version_of_the_semantics()
    {
        var ledger = JsonSerializer.Deserialize<NightlySchedulerState>("""{"since":"2026-05-01T12:00:00Z"}""", Web)!;
        ledger.Start(Last, At("2026-05-02T02:00Z"));
        ledger.Start(Last.AddDays(1), At("2026-05-03T02:00Z"));

        ledger.AdoptedOn.Should().Be(Last);
        JsonSerializer
            .Deserialize<NightlySchedulerState>(JsonSerializer.Serialize(ledger, Web), Web)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Semantics = 2,
                    AdoptedOn = (DateOnly?)Last,
                    WaitsForUpgrade = false,
                }
            );
    }

    // Nobody has seen what the text changes: a night that version 1 began leaves that to the next one.
    [Test]
    public void Should_adopt_a_version_in_the_next_night_and_not_in_one_that_an_earlier_version_began()
    {
        var ledger = JsonSerializer.Deserialize<NightlySchedulerState>("""{"lastDate":"2026-05-02","unfinished":"2026-05-02"}""", Web)!;

        ledger.AdoptsSemanticsAfter(Last.AddDays(-1)).Should().BeFalse();
        ledger.NextAdoptsSemanticsAfter(Last.AddDays(-1)).Should().BeTrue();
        ledger.Start(Last.AddDays(1), At("2026-05-03T02:00Z"));
        ledger.AdoptsSemanticsAfter(Last).Should().BeTrue();
        ledger.AdoptsSemanticsAfter(Last.AddDays(1)).Should().BeFalse();
    }

    [TestCase("02:00", "2026-05-02T10:00Z", "2026-05-03T02:00Z")]
    [TestCase("22:00", "2026-05-02T10:00Z", "2026-05-03T22:00Z", Description = "moved to later: no run that evening")]
    [TestCase("02:00", "2026-05-03T02:30Z", "2026-05-03T02:00Z", Description = "due, and not begun")]
    public void Should_know_the_next(string nightlyAt, string now, string next) =>
        Schedule(nightlyAt: nightlyAt).Next(Ran(), At(now)).Instant.Should().Be(At(next));

    private static NightSchedule Schedule(EnrollmentOptions? options = null, string nightlyAt = "02:00") =>
        new(new BusinessCalendar(TimeZoneInfo.Utc, TimeOnly.Parse(nightlyAt, CultureInfo.InvariantCulture)), options ?? new());

    private static NightlySchedulerState Ran() => new() { Since = At("2026-05-01T12:00Z"), LastDate = Last };

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static DateOnly? Date(string? date) => date is null ? null : DateOnly.Parse(date, CultureInfo.InvariantCulture);
}
