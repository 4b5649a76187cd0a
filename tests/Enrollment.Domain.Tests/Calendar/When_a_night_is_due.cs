using Enrollment.Domain.Calendar;

namespace Enrollment.Domain.Tests.Calendar;

public sealed class When_a_night_is_due
{
    [TestCase("UTC", "02:00", "2025-06-01", "2025-06-01T02:00:00+00:00")]
    [TestCase("UTC", "00:00", "2025-06-01", "2025-06-01T00:00:00+00:00")]
    [TestCase("UTC", "23:59", "2025-06-01", "2025-06-01T23:59:00+00:00")]
    [TestCase("UTC", "00:00", "2024-02-29", "2024-02-29T00:00:00+00:00")]
    [TestCase("Europe/Berlin", "02:30", "2025-03-29", "2025-03-29T02:30:00+01:00")]
    [TestCase("Europe/Berlin", "02:30", "2025-03-31", "2025-03-31T02:30:00+02:00")]
    [TestCase("Europe/Berlin", "00:00", "2025-03-30", "2025-03-30T00:00:00+01:00")]
    [TestCase("Europe/Berlin", "23:59", "2025-03-30", "2025-03-30T23:59:00+02:00")]
    [TestCase("Asia/Kathmandu", "02:00", "2025-06-01", "2025-06-01T02:00:00+05:45")]
    public void Should_be_the_nightly_time_of_the_date(string zone, string at, string date, string instant) =>
        Instant(zone, at, date).Should().Be(DateTimeOffset.Parse(instant)).And.HaveOffset(DateTimeOffset.Parse(instant).Offset);

    [TestCase("Europe/Berlin", "02:00", "2025-03-30", "2025-03-30T03:00:00+02:00")]
    [TestCase("Europe/Berlin", "02:30", "2025-03-30", "2025-03-30T03:00:00+02:00")]
    [TestCase("Europe/Berlin", "02:59", "2025-03-30", "2025-03-30T03:00:00+02:00")]
    [TestCase("Europe/Berlin", "03:00", "2025-03-30", "2025-03-30T03:00:00+02:00")]
    [TestCase("Australia/Lord_Howe", "02:15", "2025-10-05", "2025-10-05T02:30:00+11:00")]
    [TestCase("Asia/Beirut", "00:00", "2025-03-30", "2025-03-30T01:00:00+03:00")]
    [TestCase("America/Santiago", "00:30", "2025-09-07", "2025-09-07T01:00:00-03:00")]
    [TestCase("Pacific/Apia", "02:00", "2011-12-30", "2011-12-31T00:00:00+14:00")]
    public void Should_be_the_first_instant_after_a_gap(string zone, string at, string date, string instant) =>
        Instant(zone, at, date).Should().Be(DateTimeOffset.Parse(instant)).And.HaveOffset(DateTimeOffset.Parse(instant).Offset);

    [TestCase("Europe/Berlin", "02:00", "2025-10-26", "2025-10-26T02:00:00+02:00")]
    [TestCase("Europe/Berlin", "02:30", "2025-10-26", "2025-10-26T02:30:00+02:00")]
    [TestCase("Europe/Berlin", "03:00", "2025-10-26", "2025-10-26T03:00:00+01:00")]
    [TestCase("Australia/Lord_Howe", "01:45", "2025-04-06", "2025-04-06T01:45:00+11:00")]
    [TestCase("Asia/Beirut", "23:59", "2025-10-25", "2025-10-25T23:59:00+03:00")]
    [TestCase("America/Santiago", "23:30", "2025-04-05", "2025-04-05T23:30:00-03:00")]
    public void Should_be_the_first_of_two(string zone, string at, string date, string instant) =>
        Instant(zone, at, date).Should().Be(DateTimeOffset.Parse(instant)).And.HaveOffset(DateTimeOffset.Parse(instant).Offset);

    [TestCase("Europe/Berlin", "02:30", "2025-06-01T02:29:59+02:00", "2025-05-31")]
    [TestCase("Europe/Berlin", "02:30", "2025-06-01T02:30:00+02:00", "2025-06-01")]
    [TestCase("Europe/Berlin", "02:30", "2025-03-30T01:59:59+01:00", "2025-03-29")]
    [TestCase("Europe/Berlin", "02:30", "2025-03-30T03:00:00+02:00", "2025-03-30")]
    [TestCase("Europe/Berlin", "02:30", "2025-10-26T02:29:59+02:00", "2025-10-25")]
    [TestCase("Europe/Berlin", "02:30", "2025-10-26T02:30:00+02:00", "2025-10-26")]
    [TestCase("Europe/Berlin", "02:30", "2025-10-26T02:10:00+01:00", "2025-10-26")]
    [TestCase("UTC", "00:00", "2025-06-01T00:00:00Z", "2025-06-01")]
    [TestCase("UTC", "23:59", "2025-06-01T23:58:59Z", "2025-05-31")]
    [TestCase("UTC", "23:59", "2025-06-01T23:59:00Z", "2025-06-01")]
    [TestCase("America/Santiago", "23:30", "2025-04-05T23:15:00-04:00", "2025-04-05")]
    public void Should_be_the_latest_whose_instant_has_come(string zone, string at, string now, string date) =>
        Calendar(zone, at).LatestDue(DateTimeOffset.Parse(now)).Should().Be(DateOnly.Parse(date));

    [TestCase("Europe/Berlin", "2025-06-01T21:59:59Z", "2025-06-01")]
    [TestCase("Europe/Berlin", "2025-06-01T22:00:00Z", "2025-06-02")]
    [TestCase("Asia/Kathmandu", "2025-06-01T18:15:00Z", "2025-06-02")]
    [TestCase("America/Santiago", "2025-06-01T03:59:59Z", "2025-05-31")]
    public void Should_name_dates_in_the_organizations_zone(string zone, string instant, string date) =>
        Calendar(zone, "02:00").DateOf(DateTimeOffset.Parse(instant)).Should().Be(DateOnly.Parse(date));

    [Test]
    public void Should_come_once_for_every_date_in_order(
        [Values("Europe/Berlin", "Asia/Beirut", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin")]
            string zone,
        [Values("00:00", "00:30", "02:30", "23:59")] string at
    )
    {
        var calendar = Calendar(zone, at);
        for (var date = new DateOnly(2023, 1, 1); date.Year < 2026; date = date.AddDays(1))
        {
            var instant = calendar.NightlyInstant(date);
            calendar.LatestDue(instant).Should().Be(date);
            calendar.LatestDue(instant.AddTicks(-1)).Should().Be(date.AddDays(-1));
        }
    }

    private static DateTimeOffset Instant(string zone, string at, string date) => Calendar(zone, at).NightlyInstant(DateOnly.Parse(date));

    private static BusinessCalendar Calendar(string zone, string at) => new(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(at));
}
