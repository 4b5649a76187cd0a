using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Recording;
using MassTransit;

namespace Enrollment.Worker.Enrollments;

public sealed class ActivityCompletedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<ActivityCompleted>
{
    public async Task Consume(ConsumeContext<ActivityCompleted> context)
    {
        var fact = context.Fact();
        var completion = new PersonFact.Completion(
            new LearnerId(fact.UserId),
            new ActivityId(fact.ActivityId),
            fact.CompletedOn,
            fact.Stamp()
        )
        {
            Message = ReceivedMessage.Of(context, nameof(ActivityCompleted)),
        };
        var outcome = await recorder.Record(completion, context.CancellationToken);
        metrics.FactHandled(typeof(ActivityCompleted), outcome, fact.OccurredAt);
    }
}
