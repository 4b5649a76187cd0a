using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

public sealed class UserReactivatedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserReactivated>
{
    public async Task Consume(ConsumeContext<UserReactivated> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain())
        {
            Message = ConsumedMessage.Of(context, nameof(UserReactivated)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(UserReactivated), outcome, fact.OccurredAt);
    }
}
