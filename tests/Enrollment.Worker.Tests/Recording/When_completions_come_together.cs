using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Facts;

namespace Enrollment.Worker.Tests.Recording;

public sealed class When_completions_come_together
{
    private static readonly FactReceived Joined = new LearnerFactReceived(
        new LearnerId("ada"),
        new MembershipChanged(new Stamp(DateTimeOffset.UnixEpoch, "joined"), [], [], AtOnce: true)
    );

    [Test]
    public void Should_take_those_of_one_enrollment_by_their_dates() =>
        CompletionOrder.Of([Completed("ada", 3), Completed("ada", 1), Completed("ada", 2)]).Should().Equal(1, 2, 0);

    [Test]
    public void Should_leave_everything_else_where_it_came() =>
        CompletionOrder
            .Of([Joined, Completed("ada", 3), Completed("grace", 9), Joined, Completed("ada", 1), Completed("grace", 10)])
            .Should()
            .Equal(0, 4, 2, 3, 1, 5);

    // What a revocation finds decides about the floor (semantics 10).
    [Test]
    public void Should_move_none_past_a_decision_about_the_learner() =>
        CompletionOrder.Of([Completed("ada", 3), Extended("ada"), Completed("ada", 2), Completed("ada", 1)]).Should().Equal(0, 1, 3, 2);

    private static DecisionReceived Extended(string learner) =>
        new(
            new LearnerId(learner),
            new ActivityId("safety"),
            new Contracts.DueDateExtended
            {
                MessageId = "extended",
                OccurredAt = DateTimeOffset.UnixEpoch,
                UserId = learner,
                ActivityId = "safety",
                Due = new DateOnly(2026, 6, 30),
                Reason = "as agreed",
                DecidedBy = "hr",
            }
        );

    private static CompletionReceived Completed(string learner, int day) =>
        new(
            new LearnerId(learner),
            new ActivityId("safety"),
            new DateOnly(2026, 5, day),
            new Stamp(DateTimeOffset.UnixEpoch, $"{learner}-{day}")
        );
}
