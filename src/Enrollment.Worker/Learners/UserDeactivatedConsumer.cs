using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class UserDeactivatedConsumer(LearnerRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserDeactivated>
{
    public async Task Consume(ConsumeContext<UserDeactivated> context)
    {
        var fact = context.Fact();
        var outcome = await recorder.Record(new LearnerId(fact.UserId), fact.ToDomain(), context.CancellationToken);
        metrics.FactHandled(typeof(UserDeactivated), outcome, fact.OccurredAt);
    }
}
