using Enrollment.Queries.Enrollments;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>Killed in the first ten seconds, and again as soon as the first refusals are committed.</summary>
public sealed class When_a_worker_is_killed_while_a_queue_refuses
{
    private RefusalJourney _journey = null!;
    private IReadOnlyDictionary<long, string> _expected = null!;
    private IReadOnlyList<long> _positions = null!;
    private string[] _heldByFull = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _journey = await RefusalJourney.BeginAsync();
        await _journey.JoinAsync();
        await Eventually.Be(_journey.Full.Count, count => count >= 50, seconds: 60);
        Replace();
        await _journey.RunFirstNightAsync();
        await Eventually.Be(_journey.PositionsAsync, kept => kept.Count > 0, seconds: 60);
        Replace();
        await _journey.ReachesGoodAsync(seconds: 90);
        await _journey.HasSettledAsync();
        (_expected, _positions) = (await _journey.ExpectedAsync(), await _journey.PositionsAsync());
        var held = await _journey.Full.Count();
        await _journey.Full.StartReading();
        await Eventually.Be(() => Task.FromResult(_journey.Full.Read.Count), count => count >= held);
        _heldByFull = [.. _journey.Full.Ids];
        await _journey.ResendAsync();
        await Eventually.Be(() => Task.FromResult(_journey.Full.Ids.Count), count => count >= _expected.Count, seconds: 60);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _journey.DisposeAsync();

    [Test]
    public void Should_keep_everything_that_the_full_queue_lacks() =>
        _positions
            .Select(position => _expected[position])
            .Should()
            .Contain(_expected.Values.Except(_heldByFull))
            .And.HaveCountGreaterThan(RefusalJourney.Everybody / 2);

    [Test]
    public void Should_reach_the_other_queue_with_every_announcement() => _journey.Good.Ids.Should().BeEquivalentTo(_expected.Values);

    [Test]
    public void Should_leave_the_second_reader_with_everything() => _journey.Full.Ids.Should().BeEquivalentTo(_expected.Values);

    private void Replace()
    {
        _journey.Company.KillWorker();
        _journey.Company.StartWorker();
    }
}
