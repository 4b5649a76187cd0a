using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using MassTransit;

namespace Enrollment.Worker.Learners;

public sealed class UserCreatedConsumer(LearnerRecorder recorder, LearnerIdentities identities, EnrollmentMetrics metrics) : IConsumer<UserCreated>
{
    public async Task Consume(ConsumeContext<UserCreated> context)
    {
        var fact = context.Fact();
        if (fact.DisplayName is not null || fact.Email is not null)
            await identities.Keep(fact.UserId, Given(fact.DisplayName), Given(fact.Email), fact.Stamp(), context.CancellationToken);
        var outcome = await recorder.Record(new LearnerId(fact.UserId), fact.ToDomain(), context.CancellationToken);
        metrics.FactHandled(typeof(UserCreated), outcome, fact.OccurredAt);
    }

    private static Optional<string?> Given(string? value) => value is null ? default : new Optional<string?>(value);
}
