using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Recording;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class GroupMembershipChangedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<GroupMembershipChanged>
{
    public async Task Consume(ConsumeContext<GroupMembershipChanged> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain())
        {
            Message = ReceivedMessage.Of(context, nameof(GroupMembershipChanged)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(GroupMembershipChanged), outcome, fact.OccurredAt);
    }
}
