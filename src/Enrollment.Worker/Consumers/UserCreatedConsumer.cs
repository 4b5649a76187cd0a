using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Learners;
using Enrollment.Processing.Observability;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

public sealed class UserCreatedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<UserCreated>
{
    public async Task Consume(ConsumeContext<UserCreated> context)
    {
        var fact = context.Fact();
        var told = new PersonFact.Told(
            new LearnerId(fact.UserId),
            fact.ToDomain(),
            LearnerNaming.Of(Given(fact.DisplayName), Given(fact.Email))
        )
        {
            Message = ConsumedMessage.Of(context, nameof(UserCreated)),
        };
        var outcome = await recorder.Record(told, context.CancellationToken);
        metrics.FactHandled(typeof(UserCreated), outcome, fact.OccurredAt);
    }

    private static Optional<string?> Given(string? value) => value is null ? default : new Optional<string?>(value);
}
