using Enrollment.Domain.Rules;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Rules;

/// <summary>One save of a rule into its stream and its document, whoever brings it: a message or an operator.</summary>
internal static class RuleRecording
{
    /// <summary>Committed when it returns, with whatever else the session holds.</summary>
    public static async Task<FactOutcome> RecordAsync(IDocumentSession session, RuleSaved saved, ILogger log, CancellationToken cancellationToken)
    {
        var key = StreamKeys.Of(saved.Rule.Id);
        using var scope = LogScope.Stream(key);
        var document = await session.LoadAsync<RuleDocument>(saved.Rule.Id.Value, cancellationToken);
        var known = document is null ? [] : await session.Events.FetchStreamAsync(key, token: cancellationToken);
        var saves = known.Select(recorded => recorded.Data).OfType<RuleSaved>().ToArray();
        if (saves.Any(save => save.Stamp == saved.Stamp))
            return FactOutcome.Unchanged;
        ReportConflict(saves, saved, log);
        if (document is null)
            session.Events.StartStream(key, saved);
        else
            session.Events.Append(key, document.StreamVersion + 1, saved);
        session.Store(RuleDocument.Next(document, saved));
        await session.SaveChangesAsync(cancellationToken);
        return FactOutcome.Applied;
    }

    private static string Content(RuleSaved save) => System.Text.Json.JsonSerializer.Serialize(save.Rule);

    private static void ReportConflict(IEnumerable<RuleSaved> saves, RuleSaved saved, ILogger log)
    {
        if (saves.FirstOrDefault(save => save.Rule.Version == saved.Rule.Version && Content(save) != Content(saved)) is { } other)
            log.LogWarning("Rule {RuleId} version {Version} was saved twice, by messages {First} and {Second}; the later one holds where they differ",
                saved.Rule.Id, saved.Rule.Version, other.Stamp.MessageId, saved.Stamp.MessageId);
    }
}
