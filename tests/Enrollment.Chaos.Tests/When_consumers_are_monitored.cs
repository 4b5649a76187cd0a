using Enrollment.Chaos.Judging;

namespace Enrollment.Chaos.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_consumers_are_monitored
{
    private const string Queue = "q";

    private readonly ConsumerGaps _gaps = new();

    [Test]
    public void Should_measure_from_the_last_look_that_saw_one()
    {
        Look(consumers: 1, at: 10);
        Look(consumers: 0, at: 12);
        Look(consumers: 0, at: 25);
        Look(consumers: 1, at: 26);
        Look(consumers: 0, at: 30);
        Longest().Should().Be(15);
    }

    [Test]
    public void Should_not_count_while_nobody_could_consume()
    {
        Look(consumers: 1, at: 10);
        Look(consumers: 0, at: 60, possibleSince: null);
        Look(consumers: 0, at: 65, possibleSince: 61);
        Longest().Should().Be(4);
    }

    [TestCase(30, false)]
    [TestCase(31, true)]
    public void Should_find_a_queue_that_had_none_for_more_than_half_a_minute(int seconds, bool isFound)
    {
        Look(consumers: 1, at: 0);
        Look(consumers: 0, at: seconds);
        var verdict = new Verdict();
        _gaps.Check(verdict);
        verdict.Findings.ContainsKey("consumers").Should().Be(isFound);
        verdict.WithoutConsumer[Queue].TotalSeconds.Should().Be(seconds);
    }

    private void Look(uint consumers, int at, int? possibleSince = 0) =>
        _gaps.Add(Queue, consumers, TimeSpan.FromSeconds(at), possibleSince is { } since ? TimeSpan.FromSeconds(since) : null);

    private double Longest() => _gaps.ByQueue[Queue].TotalSeconds;
}
