using Enrollment.Queries.Enrollments;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>Killed in the first ten seconds, and again as soon as the first refusals are committed.</summary>
public sealed class When_a_worker_is_killed_while_a_queue_refuses
{
    private RefusalJourney journey = null!;
    private IReadOnlyDictionary<long, string> expected = null!;
    private IReadOnlyList<long> positions = null!;
    private string[] heldByFull = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        journey = await RefusalJourney.BeginAsync();
        await journey.JoinAsync();
        await Eventually.Be(journey.Full.Count, count => count >= 50, seconds: 60);
        Replace();
        await journey.RunFirstNightAsync();
        await Eventually.Be(journey.PositionsAsync, kept => kept.Count > 0, seconds: 60);
        Replace();
        await journey.ReachesGoodAsync(seconds: 90);
        await journey.HasSettledAsync();
        (expected, positions) = (await journey.ExpectedAsync(), await journey.PositionsAsync());
        var held = await journey.Full.Count();
        await journey.Full.StartReading();
        await Eventually.Be(() => Task.FromResult(journey.Full.Read.Count), count => count >= held);
        heldByFull = [.. journey.Full.Ids];
        await journey.ResendAsync();
        await Eventually.Be(() => Task.FromResult(journey.Full.Ids.Count), count => count >= expected.Count, seconds: 60);
    }

    [OneTimeTearDown]
    public async Task Stop() => await journey.DisposeAsync();

    [Test]
    public void Should_keep_everything_that_the_full_queue_lacks() =>
        positions
            .Select(position => expected[position])
            .Should()
            .Contain(expected.Values.Except(heldByFull))
            .And.HaveCountGreaterThan(RefusalJourney.Everybody / 2);

    [Test]
    public void Should_reach_the_other_queue_with_every_announcement() => journey.Good.Ids.Should().BeEquivalentTo(expected.Values);

    [Test]
    public void Should_leave_the_second_reader_with_everything() => journey.Full.Ids.Should().BeEquivalentTo(expected.Values);

    private void Replace()
    {
        journey.Company.KillWorker();
        journey.Company.StartWorker();
    }
}
