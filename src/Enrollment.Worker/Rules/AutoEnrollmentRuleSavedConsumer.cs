using Enrollment.Contracts;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Rules;

/// <summary>Keeps every save in the rule's stream; which version holds is read from there. Takes effect in the next run.</summary>
public sealed class AutoEnrollmentRuleSavedConsumer(IDocumentSession session, EnrollmentMetrics metrics, ILogger<AutoEnrollmentRuleSavedConsumer> log)
    : IConsumer<AutoEnrollmentRuleSaved>
{
    public async Task Consume(ConsumeContext<AutoEnrollmentRuleSaved> context)
    {
        var fact = context.Fact();
        var outcome = await RuleRecording.RecordAsync(session, fact.ToDomain(), log, context.CancellationToken);
        metrics.FactHandled(typeof(AutoEnrollmentRuleSaved), outcome, fact.OccurredAt);
    }
}
