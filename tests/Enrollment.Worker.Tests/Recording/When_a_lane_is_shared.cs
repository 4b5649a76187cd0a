using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Tests.Recording;

public sealed class When_a_lane_is_shared
{
    [Test]
    public void Should_name_whoever_took_more_than_a_quarter_of_two_seconds()
    {
        var shares = new LaneShares();

        shares.Add([("ada", Milliseconds(900)), ("grace", Milliseconds(300)), ("alan", Milliseconds(300))]).Should().BeEmpty();
        shares
            .Add([("ada", Milliseconds(200)), ("grace", Milliseconds(100)), ("alan", Milliseconds(300))])
            .Should()
            .BeEquivalentTo("ada", "alan");
    }

    [Test]
    public void Should_begin_again_after_that()
    {
        var shares = new LaneShares();
        shares.Add([("ada", Milliseconds(2_500))]);

        shares.Add([("grace", Milliseconds(1_500))]).Should().BeEmpty();
    }

    [Test]
    public void Should_take_fewer_facts_after_a_transaction_that_took_long()
    {
        var size = new BatchSize();

        size.Adjust(facts: 60, Milliseconds(3_000));
        size.Value.Should().Be(30);
        for (var i = 0; i < 10; i++)
            size.Adjust(facts: 30, Milliseconds(2_000));
        size.Value.Should().Be(1);
    }

    [Test]
    public void Should_take_more_again_after_short_ones()
    {
        var size = new BatchSize();
        size.Adjust(facts: 100, Milliseconds(3_000));

        size.Adjust(facts: 50, Milliseconds(20));
        size.Value.Should().Be(100);
        size.Adjust(facts: 100, Milliseconds(20));
        size.Adjust(facts: 100, Milliseconds(20));
        size.Value.Should().Be(BatchSize.Maximum);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
