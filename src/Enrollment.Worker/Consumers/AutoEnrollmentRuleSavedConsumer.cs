using Enrollment.Contracts;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Observability;
using Enrollment.Processing.Rules;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>Keeps every save in the rule's stream. Takes effect in the next run.</summary>
public sealed class AutoEnrollmentRuleSavedConsumer(RuleRecorder recorder, EnrollmentMetrics metrics) : IConsumer<AutoEnrollmentRuleSaved>
{
    public async Task Consume(ConsumeContext<AutoEnrollmentRuleSaved> context)
    {
        var fact = context.Fact();
        var outcome = await recorder.Record(
            new ReceivedRule(fact.ToDomain(), ConsumedMessage.Of(context, nameof(AutoEnrollmentRuleSaved))),
            context.CancellationToken
        );
        metrics.FactHandled(typeof(AutoEnrollmentRuleSaved), outcome, fact.OccurredAt);
    }
}
