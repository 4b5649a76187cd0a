using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class UserUpdatedConsumer(LearnerRecorder recorder, LearnerIdentities identities, EnrollmentMetrics metrics) : IConsumer<UserUpdated>
{
    public async Task Consume(ConsumeContext<UserUpdated> context)
    {
        var fact = context.Fact();
        if (fact.DisplayName.IsSet || fact.Email.IsSet)
            await identities.Keep(fact.UserId, fact.DisplayName, fact.Email, fact.Stamp(), context.CancellationToken);
        var outcome = await recorder.Record(new LearnerId(fact.UserId), fact.ToDomain(), context.CancellationToken);
        metrics.FactHandled(typeof(UserUpdated), outcome, fact.OccurredAt);
    }
}
