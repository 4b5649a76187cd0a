using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.Facts;
using Enrollment.Queries.History;
using Enrollment.Queries.Records;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;

namespace Enrollment.Chaos.Tests;

/// <summary>One id was sent with two bodies, about one person.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_recordings_are_judged
{
    private static readonly GroupMembershipChanged First = Joined("a", minute: 0);
    private static readonly GroupMembershipChanged Second = Joined("b", minute: 1);

    private readonly RunArtifacts _remains = new();

    [SetUp]
    public void Send()
    {
        _remains.Sent(Message.Of(First));
        _remains.Sent(Message.Of(Second));
        _remains.Kept(DeadLetterKind.Conflict, "m1");
    }

    [Test]
    public void Should_find_nothing_where_both_hold_and_one_is_kept_as_a_conflict() => Recorded(First, Second).Findings.Should().BeEmpty();

    [Test]
    public void Should_find_a_contradiction_that_is_kept_nowhere()
    {
        _remains.DeadLetters.Clear();
        Recorded(First, Second)
            .Findings["dead letters"]
            .Should()
            .ContainSingle()
            .Which.Should()
            .Be("two bodies of m1 were confirmed, and none of them is kept as a conflict");
    }

    [Test]
    public void Should_find_nothing_where_either_holds() => Recorded(Second).Findings.Should().BeEmpty();

    [Test]
    public void Should_find_one_that_is_recorded_twice() => Recorded(First, Second, First).Findings["doubled"].Should().ContainSingle();

    [Test]
    public void Should_find_what_was_not_sent_under_the_id() =>
        Recorded(First, Joined("c", minute: 1)).Findings["recorded wrongly"].Should().ContainSingle();

    [Test]
    public void Should_find_what_is_recorded_of_somebody_else()
    {
        _remains.Recorded("learner/bob", (MembershipChanged)First.ToDomain());
        _remains.Judge().Findings["recorded wrongly"].Should().ContainSingle().Which.Should().StartWith("learner/bob has under m1");
    }

    [Test]
    public void Should_find_a_learner_who_is_not_what_is_recorded()
    {
        _remains.Recorded("learner/ada", (MembershipChanged)First.ToDomain());
        _remains.Learners.Add(Document(Second));
        _remains.Judge().Findings["model"].Should().ContainSingle().Which.Should().StartWith("learner ada is");
    }

    private Verdict Recorded(params GroupMembershipChanged[] facts)
    {
        foreach (var fact in facts)
            _remains.Recorded("learner/ada", (MembershipChanged)fact.ToDomain());
        _remains.Heads["learner/ada"] = facts.Length;
        _remains.Learners.Add(Document(facts));
        return _remains.Judge();
    }

    private static LearnerDocument Document(params GroupMembershipChanged[] facts) =>
        LearnerDocument.From(new Domain.LearnerId("ada"), [.. facts.Select(fact => fact.ToDomain())]);

    [TestCase(1, true)]
    [TestCase(-1, false)]
    public void Should_not_miss_a_fact_that_a_later_one_of_its_exemption_supersedes(int minutesLater, bool isLost)
    {
        var remains = new RunArtifacts();
        remains.Recorded(
            "enrollment/a/ada",
            new Domain.Enrollments.ExemptionRecorded
            {
                Cause = Domain.Enrollments.Cause.Message("x2"),
                ExemptionId = new Domain.ExemptionId("x"),
                OccurredAt = First.OccurredAt,
                Revoked = true,
                Reason = "",
                DecidedBy = "",
            }
        );
        remains.Sent(
            Message.Of(
                new ExemptionGranted
                {
                    MessageId = "x1",
                    OccurredAt = First.OccurredAt.AddMinutes(minutesLater),
                    ExemptionId = "x",
                    UserId = "ada",
                    ActivityId = "a",
                    Reason = "",
                    DecidedBy = "",
                }
            )
        );
        remains.Judge().Findings.ContainsKey("lost").Should().Be(isLost);
    }

    private static GroupMembershipChanged Joined(string group, int minute) =>
        new()
        {
            MessageId = "m1",
            OccurredAt = new DateTimeOffset(2026, 5, 1, 9, minute, 0, TimeSpan.Zero),
            UserId = "ada",
            Origin = Origin.Integration,
            Joined = [group],
            Left = [],
        };
}
