using Enrollment.Cli.Nightly.Watching;

namespace Enrollment.Journeys.Tests.Cli.Nights;

public sealed class When_the_rate_of_a_night_is_estimated
{
    private RateEstimator _pace = null!;

    [SetUp]
    public void Begin() => _pace = new RateEstimator();

    [Test]
    public void Should_know_nothing_from_one_look()
    {
        Look(0, 500);
        _pace.PerSecond.Should().BeNull();
    }

    [Test]
    public void Should_be_what_was_done_in_the_time_watched()
    {
        Look(0, 500);
        Look(1, 500);
        Look(2, 1_500);
        _pace.PerSecond.Should().Be(500);
    }

    [Test]
    public void Should_follow_the_last_ten_seconds()
    {
        foreach (var second in Enumerable.Range(0, 31))
            Look(second, second <= 20 ? 100 * second : 2_000 + (10 * (second - 20)));
        _pace.PerSecond.Should().BeApproximately(10, 0.001);
    }

    [Test]
    public void Should_be_unknown_again_when_nothing_moves()
    {
        foreach (var second in Enumerable.Range(0, 31))
            Look(second, Math.Min(100 * second, 1_000));
        _pace.PerSecond.Should().BeNull();
    }

    [Test]
    public void Should_stay_as_it_was_when_all_is_done()
    {
        foreach (var second in Enumerable.Range(0, 60))
            Look(second, Math.Min(1_000 * second, 10_000));
        _pace.PerSecond.Should().Be(1_000);
    }

    [Test]
    public void Should_tell_how_long_it_takes_at_that_pace()
    {
        Figures(planned: 2_000, done: 500, perSecond: 100).SecondsLeft.Should().Be(15);
        Figures(planned: 2_000, done: 500, perSecond: null).SecondsLeft.Should().BeNull();
        Figures(planned: 2_000, done: 2_000, perSecond: null).SecondsLeft.Should().Be(0);
        Figures(planned: null, done: 0, perSecond: null).SecondsLeft.Should().BeNull();
    }

    private void Look(int second, long done) => _pace.Add(TimeSpan.FromSeconds(second), done, planned: 10_000);

    private static PhaseSnapshot Figures(long? planned, long done, double? perSecond) => new(planned, done, done, 0, 0, perSecond);
}
