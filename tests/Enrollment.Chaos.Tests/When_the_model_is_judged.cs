using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Learners;
using Enrollment.Queries.History;

namespace Enrollment.Chaos.Tests;

/// <summary>A rule matches somebody, and no night has enrolled her.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_the_model_is_judged
{
    private readonly RunArtifacts _remains = new();

    [SetUp]
    public void Send()
    {
        var rule = _remains.Sent(
            new Message(
                "r1",
                "AutoEnrollmentRuleSaved",
                """{"messageId":"r1","occurredAt":"2026-05-01T09:00:00Z","ruleId":"r","activityId":"activity-0","version":"""
                    + """1,"audience":{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":"""
                    + """{"kind":"within","days":10}}"""
            )
        );
        var created = _remains.Sent(
            new Message(
                "u1",
                "UserCreated",
                """{"messageId":"u1","occurredAt":"2026-05-01T10:00:00Z","userId":"ada","groups":[],"origin":"integration"}"""
            )
        );
        _remains.Recorded("rule/r", LedgerFacts.Rule(rule)!);
        _remains.Recorded("learner/ada", (LearnerCreated)LedgerFacts.Learner(created)!.Value.Fact);
    }

    [Test]
    public void Should_find_an_enrollment_that_another_night_would_change() =>
        _remains
            .Judge()
            .Findings["model"]
            .Should()
            .ContainSingle(finding => finding.StartsWith("enrollment/activity-0/ada: missing SourcesJudged, PeriodPlanned"));

    [Test]
    public void Should_find_a_learner_without_document() =>
        _remains.Judge().Findings["model"].Should().Contain("learner ada has no document");
}
