using Enrollment.Contracts;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Storage;
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
        var outcome = await Record(fact.ToDomain(), context.CancellationToken);
        metrics.FactHandled(typeof(AutoEnrollmentRuleSaved), outcome, fact.OccurredAt);
    }

    private async Task<FactOutcome> Record(RuleSaved saved, CancellationToken cancellationToken)
    {
        var key = StreamKeys.Of(saved.Rule.Id);
        using var scope = LogScope.Stream(key);
        var document = await session.LoadAsync<RuleDocument>(saved.Rule.Id.Value, cancellationToken);
        var known = document is null ? [] : await session.Events.FetchStreamAsync(key, token: cancellationToken);
        var saves = known.Select(recorded => recorded.Data).OfType<RuleSaved>().ToArray();
        if (saves.Any(save => save.Stamp == saved.Stamp))
            return FactOutcome.Unchanged;
        ReportConflict(saves, saved);
        if (document is null)
            session.Events.StartStream(key, saved);
        else
            session.Events.Append(key, document.StreamVersion + 1, saved);
        session.Store(RuleDocument.Next(document, saved));
        await session.SaveChangesAsync(cancellationToken);
        return FactOutcome.Applied;
    }

    private static string Content(RuleSaved save) => System.Text.Json.JsonSerializer.Serialize(save.Rule);

    private void ReportConflict(IEnumerable<RuleSaved> saves, RuleSaved saved)
    {
        if (saves.FirstOrDefault(save => save.Rule.Version == saved.Rule.Version && Content(save) != Content(saved)) is { } other)
            log.LogWarning("Rule {RuleId} version {Version} was saved twice, by messages {First} and {Second}; the later one holds where they differ",
                saved.Rule.Id, saved.Rule.Version, other.Stamp.MessageId, saved.Stamp.MessageId);
    }
}
