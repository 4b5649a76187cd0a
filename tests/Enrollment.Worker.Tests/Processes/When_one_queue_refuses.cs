using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Processes;

public sealed class When_one_queue_refuses
{
    private RefusalJourney _journey = null!;
    private IReadOnlyDictionary<long, string> _expected = null!;
    private IReadOnlyList<long> _positions = null!;
    private TimeSpan _longest;
    private string _readiness = null!;
    private string[] _heldByFull = null!;
    private ResendResult _resent = null!;
    private int _repeated;

    [OneTimeSetUp]
    public async Task Live()
    {
        _journey = await RefusalJourney.BeginAsync();
        await _journey.JoinAsync();
        await _journey.RunFirstNightAsync();
        var first = await _journey.ReachesGoodAsync(seconds: 60);
        await _journey.RunLaterNightAsync();
        var second = await _journey.ReachesGoodAsync(seconds: 60);
        _longest = first > second ? first : second;
        await _journey.HasSettledAsync();
        _readiness = await _journey.Company.All[0].Text("/health/ready");
        (_expected, _positions, _repeated) = (await _journey.ExpectedAsync(), await _journey.PositionsAsync(), _journey.Good.Read.Count);
        await ReadAndResend();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _journey.DisposeAsync();

    [Test]
    public void Should_have_something_to_refuse() =>
        (_expected.Count, _positions.Count)
            .Should()
            .Be((RefusalJourney.Everybody + RefusalJourney.Joining + 2, _expected.Count - _heldByFull.Length));

    [Test]
    public void Should_reach_the_other_queue_with_every_announcement() => _journey.Good.Ids.Should().BeEquivalentTo(_expected.Values);

    [Test]
    public void Should_reach_it_in_the_order_of_each_enrollment() =>
        _journey
            .Good.Read.DistinctBy(announced => announced.Id)
            .Where(announced => announced.Enrollment is not null)
            .GroupBy(announced => announced.Enrollment, announced => announced.Version)
            .Where(enrollment => !enrollment.SequenceEqual(enrollment.Order()))
            .Should()
            .BeEmpty();

    [Test]
    public void Should_reach_it_within_the_ten_seconds_and_some() => _longest.Should().BeLessThan(TimeSpan.FromSeconds(25));

    [Test]
    public void Should_publish_a_page_once_while_it_goes_on_refusing() => _repeated.Should().BeLessThanOrEqualTo(_expected.Count + 30);

    [Test]
    public void Should_keep_exactly_what_the_full_queue_lacks() =>
        _positions.Select(position => _expected[position]).Should().BeEquivalentTo(_expected.Values.Except(_heldByFull));

    [Test]
    public void Should_stay_ready_and_name_the_queue() =>
        _readiness.Should().Contain("\"status\":\"Degraded\",\"checks\"").And.Contain("Full and refusing: the queue lms-full.");

    [Test]
    public void Should_fill_the_queue_when_sent_again() => _resent.Should().Be(new ResendResult(_positions.Count, 0, IsRefused: false));

    [Test]
    public void Should_leave_the_second_reader_with_everything() => _journey.Full.Ids.Should().BeEquivalentTo(_expected.Values);

    [Test]
    public async Task Should_leave_nothing_on_the_list() => (await _journey.PositionsAsync()).Should().BeEmpty();

    private async Task ReadAndResend()
    {
        var held = await _journey.Full.Count();
        await _journey.Full.StartReading();
        await Eventually.Be(() => Task.FromResult(_journey.Full.Read.Count), count => count >= held);
        _heldByFull = [.. _journey.Full.Ids];
        _resent = await _journey.ResendAsync();
        await Eventually.Be(() => Task.FromResult(_journey.Full.Ids.Count), count => count >= _expected.Count, seconds: 60);
    }
}
