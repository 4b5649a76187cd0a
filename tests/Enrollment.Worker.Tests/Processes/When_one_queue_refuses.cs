using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Enrollments;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Worker.Tests.Processes;

public sealed class When_one_queue_refuses
{
    private RefusalJourney journey = null!;
    private IReadOnlyDictionary<long, string> expected = null!;
    private IReadOnlyList<long> positions = null!;
    private TimeSpan longest;
    private string readiness = null!;
    private string[] heldByFull = null!;
    private ResendResult resent = null!;
    private int repeated;

    [OneTimeSetUp]
    public async Task Live()
    {
        journey = await RefusalJourney.BeginAsync();
        await journey.JoinAsync();
        await journey.RunFirstNightAsync();
        var first = await journey.ReachesGoodAsync(seconds: 60);
        await journey.RunLaterNightAsync();
        var second = await journey.ReachesGoodAsync(seconds: 60);
        longest = first > second ? first : second;
        await journey.HasSettledAsync();
        readiness = await journey.Company.All[0].Text("/health/ready");
        (expected, positions, repeated) = (await journey.ExpectedAsync(), await journey.PositionsAsync(), journey.Good.Read.Count);
        await ReadAndResend();
    }

    [OneTimeTearDown]
    public async Task Stop() => await journey.DisposeAsync();

    [Test]
    public void Should_have_something_to_refuse() =>
        (expected.Count, positions.Count)
            .Should()
            .Be((RefusalJourney.Everybody + RefusalJourney.Joining + 2, expected.Count - heldByFull.Length));

    [Test]
    public void Should_reach_the_other_queue_with_every_announcement() => journey.Good.Ids.Should().BeEquivalentTo(expected.Values);

    [Test]
    public void Should_reach_it_in_the_order_of_each_enrollment() =>
        journey
            .Good.Read.DistinctBy(announced => announced.Id)
            .Where(announced => announced.Enrollment is not null)
            .GroupBy(announced => announced.Enrollment, announced => announced.Version)
            .Where(enrollment => !enrollment.SequenceEqual(enrollment.Order()))
            .Should()
            .BeEmpty();

    [Test]
    public void Should_reach_it_within_the_ten_seconds_and_some() => longest.Should().BeLessThan(TimeSpan.FromSeconds(25));

    [Test]
    public void Should_publish_a_page_once_while_it_goes_on_refusing() => repeated.Should().BeLessThanOrEqualTo(expected.Count + 30);

    [Test]
    public void Should_keep_exactly_what_the_full_queue_lacks() =>
        positions.Select(position => expected[position]).Should().BeEquivalentTo(expected.Values.Except(heldByFull));

    [Test]
    public void Should_stay_ready_and_name_the_queue() =>
        readiness.Should().Contain("\"status\":\"Degraded\",\"checks\"").And.Contain("Full and refusing: the queue lms-full.");

    [Test]
    public void Should_fill_the_queue_when_sent_again() => resent.Should().Be(new ResendResult(positions.Count, 0, IsRefused: false));

    [Test]
    public void Should_leave_the_second_reader_with_everything() => journey.Full.Ids.Should().BeEquivalentTo(expected.Values);

    [Test]
    public async Task Should_leave_nothing_on_the_list() => (await journey.PositionsAsync()).Should().BeEmpty();

    private async Task ReadAndResend()
    {
        var held = await journey.Full.Count();
        await journey.Full.StartReading();
        await Eventually.Be(() => Task.FromResult(journey.Full.Read.Count), count => count >= held);
        heldByFull = [.. journey.Full.Ids];
        resent = await journey.ResendAsync();
        await Eventually.Be(() => Task.FromResult(journey.Full.Ids.Count), count => count >= expected.Count, seconds: 60);
    }
}
