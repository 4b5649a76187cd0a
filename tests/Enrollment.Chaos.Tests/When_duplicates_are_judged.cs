using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Intake.Mapping;
using Enrollment.Queries.History;
using Enrollment.Queries.Records;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_duplicates_are_judged
{
    private const string Enrollment = "enrollment/activity-0/ada";

    private readonly RunArtifacts _remains = new();

    [Test]
    public void Should_find_none_in_a_period_that_is_planned_and_opens_and_in_its_successor()
    {
        _remains.Recorded(Enrollment, PeriodEvents.Planned(1, PeriodStatus.Scheduled));
        _remains.Recorded(Enrollment, PeriodEvents.Opened(1));
        _remains.Recorded(Enrollment, PeriodEvents.Planned(2, PeriodStatus.Satisfied));
        _remains.Judge().Findings.Should().NotContainKey("doubled");
    }

    [Test]
    public void Should_find_a_fact_that_is_recorded_twice()
    {
        Twice("learner/ada", () => new LearnerDeactivated(new Domain.Learners.Stamp(DateTimeOffset.UnixEpoch, "m1")));
        Doubled().Should().ContainSingle().Which.Should().Be("m1 is recorded twice in learner/ada");
    }

    [Test]
    public void Should_find_a_rule_save_that_is_recorded_twice()
    {
        var rule = new Rule(
            new RuleId("r"),
            new ActivityId("activity-0"),
            1,
            new Audience.EntireCompany(),
            null,
            null,
            new Terms(Requirement.Required, new Recurrence.OneTime())
        );
        Twice("rule/r", () => new RuleSaved(new Domain.Learners.Stamp(DateTimeOffset.UnixEpoch, "r1"), rule, null));
        Doubled().Should().ContainSingle().Which.Should().Be("r1 is recorded twice in rule/r");
    }

    [Test]
    public void Should_find_a_completion_that_is_recorded_twice()
    {
        Twice(Enrollment, () => Completion("c1"));
        Doubled().Should().ContainSingle().Which.Should().Be($"the completion of 2026-05-02 is recorded twice in {Enrollment}");
    }

    [Test]
    public void Should_find_none_in_a_later_completion_of_the_same_date()
    {
        _remains.Recorded(Enrollment, Completion("c1"));
        _remains.Recorded(Enrollment, Completion("c2"));
        Doubled().Should().BeEmpty();
    }

    [Test]
    public void Should_find_a_reminder_that_is_recorded_twice()
    {
        _remains.Recorded(Enrollment, PeriodEvents.Planned(1, PeriodStatus.Open));
        Twice(Enrollment, () => PeriodEvents.DueSoon(1));
        Doubled().Should().Equal($"PeriodDueSoon of 2026-05-01 about period 1 is recorded twice in {Enrollment}");
    }

    [Test]
    public void Should_find_a_decision_that_is_recorded_twice()
    {
        Twice(
            Enrollment,
            () =>
                new ExemptionRecorded
                {
                    Cause = Cause.Message("x1"),
                    ExemptionId = new ExemptionId("x"),
                    OccurredAt = DateTimeOffset.UnixEpoch,
                    Reason = "",
                    DecidedBy = "",
                }
        );
        Doubled().Should().Equal($"x1 is recorded twice in {Enrollment}");
    }

    [Test]
    public void Should_find_a_period_that_is_planned_twice()
    {
        Twice(Enrollment, () => PeriodEvents.Planned(1, PeriodStatus.Scheduled));
        Doubled().Should().ContainSingle().Which.Should().Be($"period 1 is planned twice in {Enrollment}");
    }

    [Test]
    public void Should_find_a_period_that_becomes_visible_twice()
    {
        Twice(Enrollment, () => PeriodEvents.Opened(1));
        Doubled().Should().ContainSingle().Which.Should().Be($"period 1 of {Enrollment} becomes visible twice");
    }

    [Test]
    public void Should_find_two_current_periods()
    {
        _remains.Recorded(Enrollment, PeriodEvents.Planned(1, PeriodStatus.Open));
        _remains.Recorded(Enrollment, PeriodEvents.Planned(2, PeriodStatus.Scheduled));
        Doubled().Should().ContainSingle().Which.Should().Be($"{Enrollment} has 2 current periods");
    }

    private static CompletionRecorded Completion(string message) =>
        new()
        {
            Cause = Cause.Message(message),
            CompletedOn = new DateOnly(2026, 5, 2),
            HandledOn = new DateOnly(2026, 5, 2),
            Outcome = "",
        };

    private void Twice<T>(string stream, Func<T> data)
        where T : notnull
    {
        _remains.Recorded(stream, data());
        _remains.Recorded(stream, data());
    }

    private List<string> Doubled() => _remains.Judge().Findings.GetValueOrDefault("doubled") ?? [];
}
