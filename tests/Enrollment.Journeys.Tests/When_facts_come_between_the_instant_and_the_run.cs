using Enrollment.Cli.Simulate;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Journeys.Tests;

/// <summary>
/// A run sees what had happened up to its instant, however late it is carried out: it neither undoes what was done at once since, nor gains
/// less than it must.
/// </summary>
public sealed class When_facts_come_between_the_instant_and_the_run
{
    private const string Rule =
        """{"messageId":"r","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
        + """{"kind":"groups","groupIds":["g"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":10}}""";

    /// <summary>Its second version has happened before the night, and comes after a join that took effect at once by the first.</summary>
    private const string Overtaken =
        """{"messageId":"o-VERSION","occurredAt":"2026-05-02T01:0VERSION:00Z","ruleId":"o","activityId":"b","version":"""
        + """VERSION,"audience":{"kind":"groups","groupIds":["h"]},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
        + """{"kind":"within","days":DAYS}}""";

    private static readonly DateOnly Night = new(2026, 5, 2);

    private Pipeline _pipeline = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(new ScenarioOrganization("UTC", new TimeOnly(2, 0)));
        await _pipeline.Deliver(At(1, 9), "AutoEnrollmentRuleSaved", Rule);
        await _pipeline.Deliver(
            At(1, 10),
            "UserCreated",
            """{"messageId":"u1","occurredAt":"2026-05-01T10:00:00Z","userId":"joins","origin":"integration"}"""
        );
        await _pipeline.Deliver(
            At(1, 10),
            "UserCreated",
            """{"messageId":"u2","occurredAt":"2026-05-01T10:00:00Z","userId":"leaves","groups":["g"],"origin":"integration"}"""
        );
        await _pipeline.Deliver(
            At(1, 10),
            "UserCreated",
            """{"messageId":"u3","occurredAt":"2026-05-01T10:00:00Z","userId":"overtaken","origin":"integration"}"""
        );
        await _pipeline.Deliver(
            At(2, 3),
            "GroupMembershipChanged",
            """{"messageId":"j","occurredAt":"2026-05-02T03:00:00Z","userId":"joins","joined":["g"],"origin":"userInterface"}"""
        );
        await _pipeline.Deliver(
            At(2, 3),
            "GroupMembershipChanged",
            """{"messageId":"l","occurredAt":"2026-05-02T03:00:00Z","userId":"leaves","left":["g"],"origin":"integration"}"""
        );
        await _pipeline.Deliver(
            At(2, 1),
            "AutoEnrollmentRuleSaved",
            Overtaken.Replace("VERSION", "1", StringComparison.Ordinal).Replace("DAYS", "10", StringComparison.Ordinal)
        );
        await _pipeline.Deliver(
            At(2, 3),
            "GroupMembershipChanged",
            """{"messageId":"k","occurredAt":"2026-05-02T01:30:00Z","userId":"overtaken","joined":["h"],"origin":"userInterface"}"""
        );
        await _pipeline.Deliver(
            At(2, 4),
            "AutoEnrollmentRuleSaved",
            Overtaken.Replace("VERSION", "2", StringComparison.Ordinal).Replace("DAYS", "20", StringComparison.Ordinal)
        );
        await _pipeline.RunNight(Night);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task Should_leave_alone_what_was_enrolled_at_once_since()
    {
        var joined = await StateOf("joins");
        joined
            .Periods.Should()
            .ContainSingle()
            .Which.Should()
            .Match<Period>(period => period.Status == PeriodStatus.Open && period.EnrolledOn == Night);
    }

    [Test]
    [Order(2)]
    public async Task Should_gain_for_whom_the_rule_matched_at_the_instant() =>
        (await StateOf("leaves")).Periods.Should().ContainSingle().Which.Status.Should().Be(PeriodStatus.Open);

    [Test]
    [Order(3)]
    public async Task Should_see_the_rest_in_the_next_run()
    {
        await _pipeline.RunNight(Night.AddDays(1));

        (await StateOf("joins")).Current!.Status.Should().Be(PeriodStatus.Open);
        (await StateOf("overtaken", "b")).Current!.RuleVersion.Should().Be(2);
        (await StateOf("leaves")).Periods.Should().ContainSingle().Which.Status.Should().Be(PeriodStatus.Withdrawn);
    }

    private async Task<EnrollmentState> StateOf(string learner, string activity = "a") =>
        (await _pipeline.Enrollments()).Single(entry => entry.Learner.Value == learner && entry.Activity.Value == activity).State;

    private static DateTimeOffset At(int day, int hour) => new(2026, 5, day, hour, 0, 0, TimeSpan.Zero);
}
