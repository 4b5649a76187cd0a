using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

public sealed class GroupMembershipChangedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<GroupMembershipChanged>
{
    public async Task Consume(ConsumeContext<GroupMembershipChanged> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain())
        {
            Message = ConsumedMessage.Of(context, nameof(GroupMembershipChanged)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(GroupMembershipChanged), outcome, fact.OccurredAt);
    }
}
