using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Learners;
using Enrollment.Processing.Observability;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

public sealed class UserUpdatedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserUpdated>
{
    public async Task Consume(ConsumeContext<UserUpdated> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain(), LearnerNaming.Of(fact.DisplayName, fact.Email))
        {
            Message = ConsumedMessage.Of(context, nameof(UserUpdated)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(UserUpdated), outcome, fact.OccurredAt);
    }
}
