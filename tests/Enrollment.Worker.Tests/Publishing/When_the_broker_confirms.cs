using Enrollment.Operations.Announcing;

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
    public void Should_be_done_with_one_answer_for_all()
    {
        confirmations.Ack(14, multiple: true);

        confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
        confirmations.Outcome().Answered.Should().Be(4);
    }

    [Test]
    public void Should_count_from_the_first_up_to_the_gap()
    {
        confirmations.Ack(12, multiple: true);
        confirmations.Ack(14, multiple: false);

        confirmations.Outcome().Answered.Should().Be(2);
    }

    [Test]
    public void Should_not_count_a_confirmation_twice()
    {
        confirmations.Ack(11, multiple: false);
        confirmations.Ack(11, multiple: false);
        confirmations.Ack(13, multiple: true);

        confirmations.All.IsCompleted.Should().BeFalse();
        confirmations.Outcome().Answered.Should().Be(3);
    }

    [Test]
    public void Should_not_care_about_earlier_messages()
    {
        confirmations.Ack(10, multiple: true);
        confirmations.Nack(9, multiple: true);

        confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(0, [], null));
        confirmations.All.IsCompleted.Should().BeFalse();
    }

    [Test]
    public void Should_be_done_when_some_are_refused_and_name_them()
    {
        confirmations.Nack(12, multiple: false);
        confirmations.Ack(13, multiple: true);
        confirmations.Nack(14, multiple: false);

        confirmations.All.IsCompletedSuccessfully.Should().BeTrue();
        confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(4, [1, 3], null));
    }

    [Test]
    public void Should_take_one_refusal_for_all_that_have_no_answer_yet()
    {
        confirmations.Ack(12, multiple: false);
        confirmations.Nack(14, multiple: true);

        confirmations.Outcome().Refused.Should().Equal(0, 2, 3);
    }

    [Test]
    public void Should_leave_out_refusals_behind_a_message_without_an_answer()
    {
        confirmations.Nack(11, multiple: false);
        confirmations.Nack(13, multiple: false);
        confirmations.Fail(new IOException("gone"));

        confirmations.All.IsFaulted.Should().BeTrue();
        confirmations.Outcome().Should().BeEquivalentTo(new PublishOutcome(1, [0], null));
    }
}
