using Enrollment.Operations.Announcing;

namespace Enrollment.Worker.Tests.Publishing;

/// <summary>Four messages, numbered from 11 by the channel.</summary>
public sealed class When_the_broker_confirms
{
    private Confirmations _confirmations = null!;

    [SetUp]
    public void SetUp() => _confirmations = new Confirmations(first: 11, count: 4);

    [Test]
    public void Should_be_done_with_the_last_one_in_any_order()
    {
        foreach (var number in new ulong[] { 13, 11, 14 })
            _confirmations.Ack(number, multiple: false);
        _confirmations.All.IsCompleted.Should().BeFalse();

        _confirmations.Ack(12, multiple: false);

        _confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public void Should_be_done_with_one_answer_for_all()
    {
        _confirmations.Ack(14, multiple: true);

        _confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
        _confirmations.Outcome().Answered.Should().Be(4);
    }

    [Test]
    public void Should_count_from_the_first_up_to_the_gap()
    {
        _confirmations.Ack(12, multiple: true);
        _confirmations.Ack(14, multiple: false);

        _confirmations.Outcome().Answered.Should().Be(2);
    }

    [Test]
    public void Should_not_count_a_confirmation_twice()
    {
        _confirmations.Ack(11, multiple: false);
        _confirmations.Ack(11, multiple: false);
        _confirmations.Ack(13, multiple: true);

        _confirmations.All.IsCompleted.Should().BeFalse();
        _confirmations.Outcome().Answered.Should().Be(3);
    }

    [Test]
    public void Should_not_care_about_earlier_messages()
    {
        _confirmations.Ack(10, multiple: true);
        _confirmations.Nack(9, multiple: true);

        _confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(0, [], null));
        _confirmations.All.IsCompleted.Should().BeFalse();
    }

    [Test]
    public void Should_be_done_when_some_are_refused_and_name_them()
    {
        _confirmations.Nack(12, multiple: false);
        _confirmations.Ack(13, multiple: true);
        _confirmations.Nack(14, multiple: false);

        _confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
        _confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(4, [1, 3], null));
    }

    [Test]
    public void Should_take_one_refusal_for_all_that_have_no_answer_yet()
    {
        _confirmations.Ack(12, multiple: false);
        _confirmations.Nack(14, multiple: true);

        _confirmations.Outcome().Refused.Should().Equal(0, 2, 3);
    }

    [Test]
    public void Should_leave_out_refusals_behind_a_message_without_an_answer()
    {
        _confirmations.Nack(11, multiple: false);
        _confirmations.Nack(13, multiple: false);
        _confirmations.Fail(new IOException("gone"));

        _confirmations.All.IsFaulted.Should().BeTrue();
        _confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(1, [0], null));
    }
}
