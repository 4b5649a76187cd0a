using Enrollment.Contracts;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Observability;
using Enrollment.Processing.Rules;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>Adds every save to the rule's stream. A save takes effect in the next run.</summary>
internal sealed class RuleConsumer(RuleRecorder recorder, EnrollmentMetrics metrics) : IConsumer<AutoEnrollmentRuleSaved>
{
    public async Task Consume(ConsumeContext<AutoEnrollmentRuleSaved> context)
    {
        var message = ConsumedMessage.Of(context, nameof(AutoEnrollmentRuleSaved));
        var outcome = await recorder.RecordAsync(new ReceivedRule(context.Message.ToDomain(), message), context.CancellationToken);
        metrics.FactHandled(typeof(AutoEnrollmentRuleSaved), outcome, context.Message.OccurredAt);
    }
}
