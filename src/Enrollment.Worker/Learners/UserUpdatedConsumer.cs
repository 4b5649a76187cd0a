using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Recording;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class UserUpdatedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserUpdated>
{
    public async Task Consume(ConsumeContext<UserUpdated> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(new LearnerId(fact.UserId), fact.ToDomain(), Naming.Of(fact.DisplayName, fact.Email))
        {
            Message = ReceivedMessage.Of(context, nameof(UserUpdated)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(UserUpdated), outcome, fact.OccurredAt);
    }
}
