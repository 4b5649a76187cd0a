using Enrollment.Domain.Learners;
using Enrollment.Intake.Mapping;
using Enrollment.Queries.History;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_streams_are_judged
{
    private readonly RunArtifacts _remains = new();

    [SetUp]
    public void Record()
    {
        _remains.Recorded("learner/ada", new LearnerDeactivated(new Domain.Learners.Stamp(DateTimeOffset.UnixEpoch, "m1")));
        _remains.Heads["learner/ada"] = 1;
    }

    [Test]
    public void Should_find_nothing_where_they_agree() => _remains.Judge().Findings.Should().NotContainKey("streams");

    [Test]
    public void Should_find_a_head_that_disagrees()
    {
        _remains.Heads["learner/ada"] = 2;
        Found().Should().Be("learner/ada has 1 events, its head says 2");
    }

    [Test]
    public void Should_find_a_head_without_events()
    {
        _remains.Heads["learner/bob"] = 1;
        Found().Should().Be("learner/bob has a head and no events");
    }

    [Test]
    public void Should_find_a_row_without_stream()
    {
        _remains.Rows["enrollment/activity-0/ada"] = "1|-";
        Found().Should().Be("the row of enrollment/activity-0/ada has no stream");
    }

    private string Found() => _remains.Judge().Findings["streams"].Should().ContainSingle().Subject;
}
