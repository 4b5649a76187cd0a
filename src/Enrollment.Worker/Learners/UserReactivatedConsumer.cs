using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Recording;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class UserReactivatedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserReactivated>
{
    public async Task Consume(ConsumeContext<UserReactivated> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain())
        {
            Message = ReceivedMessage.Of(context, nameof(UserReactivated)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(UserReactivated), outcome, fact.OccurredAt);
    }
}
