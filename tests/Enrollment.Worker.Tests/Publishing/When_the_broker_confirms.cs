using Enrollment.Worker.Publishing;

namespace Enrollment.Worker.Tests.Publishing;

/// <summary>Four messages, numbered from 11 by the channel.</summary>
public sealed class When_the_broker_confirms
{
    private Confirmations confirmations = null!;

    [SetUp]
    public void SetUp() => confirmations = new Confirmations(first: 11, count: 4);

    [Test]
    public void Should_be_done_with_the_last_one_in_any_order()
    {
        foreach (var number in new ulong[] { 13, 11, 14 })
            confirmations.Ack(number, multiple: false);
        confirmations.All.IsCompleted.Should().BeFalse();

        confirmations.Ack(12, multiple: false);

        confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public void Should_be_done_with_one_word_for_all()
    {
        confirmations.Ack(14, multiple: true);

        confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
        confirmations.FromTheFirst.Should().Be(4);
    }

    [Test]
    public void Should_count_from_the_first_up_to_the_gap()
    {
        confirmations.Ack(12, multiple: true);
        confirmations.Ack(14, multiple: false);

        confirmations.FromTheFirst.Should().Be(2);
    }

    [Test]
    public void Should_not_count_a_confirmation_twice()
    {
        confirmations.Ack(11, multiple: false);
        confirmations.Ack(11, multiple: false);
        confirmations.Ack(13, multiple: true);

        confirmations.All.IsCompleted.Should().BeFalse();
        confirmations.FromTheFirst.Should().Be(3);
    }

    [Test]
    public void Should_not_care_about_earlier_messages()
    {
        confirmations.Ack(10, multiple: true);
        confirmations.Nack(9);

        confirmations.FromTheFirst.Should().Be(0);
        confirmations.All.IsCompleted.Should().BeFalse();
    }

    [Test]
    public void Should_fail_when_the_last_is_refused_and_keep_what_it_has()
    {
        confirmations.Ack(13, multiple: true);
        confirmations.Nack(14);

        confirmations.All.IsFaulted.Should().BeTrue();
        confirmations.FromTheFirst.Should().Be(3);
    }
}
