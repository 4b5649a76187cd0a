using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;
using Enrollment.Queries.History;

namespace Enrollment.Worker.Tests.Chaos;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_the_judge_looks_at_streams
{
    private readonly Remains remains = new();

    [SetUp]
    public void Record()
    {
        remains.Recorded("learner/ada", new LearnerDeactivated(new Domain.Learners.Stamp(DateTimeOffset.UnixEpoch, "m1")));
        remains.Heads["learner/ada"] = 1;
    }

    [Test]
    public void Should_find_nothing_where_they_agree() => remains.Judge().Findings.Should().NotContainKey("streams");

    [Test]
    public void Should_find_a_head_that_disagrees()
    {
        remains.Heads["learner/ada"] = 2;
        Found().Should().Be("learner/ada has 1 events, its head says 2");
    }

    [Test]
    public void Should_find_a_head_without_events()
    {
        remains.Heads["learner/bob"] = 1;
        Found().Should().Be("learner/bob has a head and no events");
    }

    [Test]
    public void Should_find_a_row_without_stream()
    {
        remains.Rows["enrollment/activity-0/ada"] = "1|-";
        Found().Should().Be("the row of enrollment/activity-0/ada has no stream");
    }

    private string Found() => remains.Judge().Findings["streams"].Should().ContainSingle().Subject;
}
