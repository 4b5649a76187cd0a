using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Worker.Tests.Chaos;

/// <summary>Something is recorded or counted twice, and the judge has to find it.</summary>
public sealed class When_something_happened_twice : Judged
{
    private static readonly DateOnly Night = new(2026, 5, 2);

    [Test]
    public async Task Should_find_a_fact()
    {
        await Append("learner/ada", await Recorded<LearnerCreated>("learner/ada"));
        await Finds("LearnerCreated u1 is recorded twice");
    }

    [Test]
    public async Task Should_find_a_saved_rule()
    {
        await Append("rule/r", await Recorded<RuleSaved>("rule/r"));
        await Finds("r1 is recorded twice");
    }

    [Test]
    public async Task Should_find_a_completion()
    {
        var judged = await Recorded<SourcesJudged>(Stream);
        var completion = new CompletionRecorded { CompletedOn = Night, HandledOn = Night, Outcome = "", Cause = judged.Cause };
        await Append(Stream, completion);
        await Append(Stream, completion);
        await Finds("the completion of 2026-05-02 is recorded twice");
    }

    [Test]
    public async Task Should_find_a_period()
    {
        await Append(Stream, await Recorded<PeriodPlanned>(Stream));
        await Finds("period 1 is planned twice", "becomes visible twice");
    }

    [Test]
    public async Task Should_find_two_current_periods()
    {
        var planned = await Recorded<PeriodPlanned>(Stream);
        await Append(Stream, planned with { Period = planned.Period with { Number = 2 } });
        await Finds("2 current periods");
    }

    [Test]
    public async Task Should_find_more_recordings_under_one_id_than_it_had_bodies()
    {
        Tell(Joined("g1"), confirmed: true);
        Tell(Joined("g2"), confirmed: true);
        var joined = new MembershipChanged(new Domain.Learners.Stamp(new DateTimeOffset(2026, 5, 2, 10, 0, 0, TimeSpan.Zero), "c1"), [new("g1")], [], AtOnce: false);
        await Append("learner/contradicted-1", joined);
        await Append("learner/contradicted-1", joined);
        (await Judge()).Findings.Should().NotContainKey("doubled");
        await Append("learner/contradicted-1", joined);
        await Finds("more often than its bodies");
    }

    [TestCase(2, 2, 1, "counts", Description = "The segment did one, the run counts two.")]
    [TestCase(1, 2, 1, "planned 2", Description = "Two were planned, the run counts one.")]
    public async Task Should_find_a_learner_who_counted_twice_in_a_run(int counted, int planned, int done, string finding)
    {
        var counts = new SegmentCounts(counted, counted, 0, 0);
        await Store(new NightlyCycleState { CorrelationId = Guid.NewGuid(), BusinessDate = Night, CompletedAt = DateTimeOffset.UtcNow, Batch = new PhaseProgress(new PlannedWork(1, planned), [], counts) });
        await Store(SegmentResult.Of(Night, NightlyPhase.Batch, 1, new SegmentCounts(done, done, 0, 0)));
        await Finds(finding);
    }

    private static Message Joined(string group) => new("c1", "GroupMembershipChanged",
        $$"""{"messageId":"c1","occurredAt":"2026-05-02T10:00:00Z","userId":"contradicted-1","joined":["{{group}}"],"left":[],"origin":"integration"}""");

    private async Task Finds(params string[] what)
    {
        var doubled = (await Judge()).Findings["doubled"];
        foreach (var finding in what)
            doubled.Should().Contain(found => found.Contains(finding));
    }
}
