using Enrollment.Contracts;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_date_is_not_allowed
{
    private const string Expected = "expected a calendar date as \"yyyy-MM-dd\"";
    private const string Impossible = "a date outside the years 1900 to 2200 is impossible here";

    [TestCase("2026-02-29", "\"2026-02-29\"; " + Expected)]
    [TestCase("2026-2-3", "\"2026-2-3\"; " + Expected)]
    [TestCase("03/09/2026", "\"03/09/2026\"; " + Expected)]
    [TestCase("2026-03-09T00:00:00Z", "\"2026-03-09T00:00:00Z\"; " + Expected)]
    [TestCase(" 2026-03-09", "\" 2026-03-09\"; " + Expected)]
    [TestCase("٢٠٢٦-٠٣-٠٩", "other text; " + Expected)]
    [TestCase("today", "other text; " + Expected)]
    [TestCase("", "other text; " + Expected)]
    [TestCase("1899-12-31", "\"1899-12-31\"; " + Impossible)]
    [TestCase("2201-01-01", "\"2201-01-01\"; " + Impossible)]
    public void Should_take_calendar_dates_of_possible_years_only(string date, string said)
    {
        Problems("UserCreated", $"hiredOn=\"{date}\"").Should().Equal($"$.hiredOn: is {said}");
        Problems("UserUpdated", $"hiredOn=\"{date}\"").Should().Equal($"$.hiredOn: is {said}");
        Problems("ActivityCompleted", $"completedOn=\"{date}\"").Should().Equal($"$.completedOn: is {said}");
        Problems("AutoEnrollmentRuleSaved", $"hiredAfter=\"{date}\"").Should().Equal($"$.hiredAfter: is {said}");
        Problems("AutoEnrollmentRuleSaved", $"initialDue={{\"kind\":\"on\",\"date\":\"{date}\"}}")
            .Should()
            .Equal($"$.initialDue.date: is {said}");
    }

    [TestCase("1900-01-01")]
    [TestCase("2024-02-29")]
    [TestCase("2200-12-31")]
    public void Should_take_the_first_and_the_last_possible_date(string date) =>
        Problems("UserCreated", $"hiredOn=\"{date}\"").Should().BeEmpty();

    [TestCase("2026-03-09T09:00:00")]
    [TestCase("2026-03-09")]
    [TestCase("2026-03-09 09:00:00Z")]
    [TestCase("2026-03-09T25:00:00Z")]
    [TestCase("2026-02-30T09:00:00Z")]
    [TestCase("2026-03-09T09:00:00+15:00")]
    [TestCase("2026-03-09T09:00:00Zulu")]
    [TestCase("2026-03-09Z")]
    [TestCase("1773046800")]
    [TestCase("Mon, 09 Mar 2026 09:00:00 GMT")]
    [TestCase("")]
    public void Should_refuse_an_instant_without_offset_or_in_another_form(string instant) =>
        Problems("UserDeactivated", $"occurredAt=\"{instant}\"")
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("$.occurredAt: is ")
            .And.EndWith("; expected an instant in ISO 8601 with Z or an offset, as 2026-03-09T09:00:00Z");

    [TestCase("2026-03-09T10:30:00+01:30", "2026-03-09T09:00:00.0000000Z")]
    [TestCase("2026-03-08T21:00:00-12:00", "2026-03-09T09:00:00.0000000Z")]
    [TestCase("2026-03-09T09:00:00.123456789Z", "2026-03-09T09:00:00.1234560Z")]
    [TestCase("2026-03-09T09:00Z", "2026-03-09T09:00:00.0000000Z")]
    public void Should_keep_an_instant_in_UTC(string instant, string kept)
    {
        var occurredAt = Accepted<UserDeactivated>($"occurredAt=\"{instant}\"").OccurredAt;
        occurredAt.Offset.Should().Be(TimeSpan.Zero);
        occurredAt.UtcDateTime.ToString("O").Should().Be(kept);
    }

    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("1899-12-31T23:59:59Z")]
    [TestCase("1900-01-01T00:30:00+01:00")]
    [TestCase("2201-01-01T00:00:00Z")]
    [TestCase("9999-12-31T23:59:59-14:00")]
    public void Should_refuse_an_instant_of_an_impossible_year(string instant) =>
        Problems("UserDeactivated", $"occurredAt=\"{instant}\"").Should().ContainSingle().Which.Should().StartWith("$.occurredAt: is ");

    [TestCase("2026-03-09T12:05:00Z", true)]
    [TestCase("2026-03-09T12:05:00.000001Z", false)]
    [TestCase("2026-03-09T13:05:01+01:00", false)]
    [TestCase("2026-03-09T13:05:00+01:00", true)]
    public void Should_refuse_what_occurred_more_than_five_minutes_ahead(string occurredAt, bool accepted) =>
        Read("UserDeactivated", Body("UserDeactivated", $"occurredAt=\"{occurredAt}\"")).IsAccepted.Should().Be(accepted);

    [Test]
    public void Should_say_how_far_ahead_it_was() =>
        Problems("UserDeactivated", "occurredAt=\"2026-03-10T12:00:00Z\"")
            .Should()
            .Equal("$.occurredAt: is 2026-03-10T12:00:00Z; expected at most five minutes after now, 2026-03-09T12:00:00Z");

    // A publisher in another zone can be a day ahead (semantics 2).
    [TestCase("UTC", "2026-03-10", true)]
    [TestCase("UTC", "2026-03-11", false)]
    [TestCase("Pacific/Auckland", "2026-03-10", true)]
    [TestCase("Pacific/Auckland", "2026-03-11", false)]
    [TestCase("America/New_York", "2026-03-09", true)]
    [TestCase("America/New_York", "2026-03-10", false)]
    public void Should_refuse_a_completion_more_than_a_day_after_the_business_date_of_its_occurrence(
        string zone,
        string completedOn,
        bool accepted
    ) =>
        Read(
            "ActivityCompleted",
            Body("ActivityCompleted", "occurredAt=\"2026-03-09T03:30:00Z\"", $"completedOn=\"{completedOn}\""),
            zone: zone
        )
            .IsAccepted.Should()
            .Be(accepted);

    [Test]
    public void Should_go_by_the_organizations_zone_not_the_publishers_offset() =>
        Problems("ActivityCompleted", "occurredAt=\"2026-03-09T01:00:00+14:00\"", "completedOn=\"2026-03-10\"")
            .Should()
            .Equal("$.completedOn: is 2026-03-10; expected no date after the day after 2026-03-08, the business date of occurredAt");
}
