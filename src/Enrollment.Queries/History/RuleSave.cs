using Enrollment.Domain;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Enrollment.Queries.History;

/// <summary>One save of a rule.</summary>
/// <param name="Version">The saved version.</param>
/// <param name="OccurredAt">When it was saved, as the publisher states.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="SavedBy">Who saved it; null if the publisher does not state it.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Differences">The differences from the version before; empty for the first.</param>
/// <param name="InForceFrom">The first night that used it; null if none has.</param>
/// <param name="InForce">Whether the next night uses it.</param>
/// <param name="Rule">The rule as saved.</param>
public sealed record RuleSave(
    int Version,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string? SavedBy,
    string MessageId,
    IReadOnlyList<RuleDifference> Differences,
    DateOnly? InForceFrom,
    bool InForce,
    [property: System.Text.Json.Serialization.JsonIgnore] Rule Rule
)
{
    /// <summary>Every save, by version, then in the order in which they replace each other.</summary>
    public static async Task<IReadOnlyList<RuleSave>> GetAsync(IQuerySession session, string ruleId, CancellationToken cancellationToken)
    {
        var recorded = await session.Events.FetchStreamAsync(StreamKeys.Of(new RuleId(ruleId)), token: cancellationToken);
        var saves = recorded
            .Where(entry => entry.Data is RuleSaved)
            .OrderBy(entry => Saved(entry).Rule.Version)
            .ThenBy(entry => Saved(entry).Stamp.OccurredAt)
            .ThenBy(entry => Saved(entry).Stamp.MessageId, StringComparer.Ordinal)
            .ToArray();
        var nights = await session
            .Events.QueryAllRawEvents()
            .Where(entry => entry.EventTypesAre(typeof(NightStarted)))
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(cancellationToken);
        var since = FirstNights(saves, nights);
        return [.. saves.Select((entry, index) => Of(entry, index == 0 ? null : saves[index - 1], since, index == saves.Length - 1))];
    }

    private static RuleSaved Saved(IEvent recorded) => (RuleSaved)recorded.Data;

    private static RuleSave Of(IEvent recorded, IEvent? before, Dictionary<Guid, DateOnly> since, bool isLast)
    {
        var saved = Saved(recorded);
        return new RuleSave(
            saved.Rule.Version,
            saved.Stamp.OccurredAt,
            recorded.Timestamp,
            saved.SavedBy,
            saved.Stamp.MessageId,
            before is null ? [] : RuleText.Differences(Saved(before).Rule, saved.Rule),
            since.TryGetValue(recorded.Id, out var night) ? night : null,
            isLast,
            saved.Rule
        );
    }

    /// <summary>A night uses the last save that was recorded before it started and had occurred by its instant (semantics 4).</summary>
    private static Dictionary<Guid, DateOnly> FirstNights(IEvent[] saves, IReadOnlyList<IEvent> nights)
    {
        var first = new Dictionary<Guid, DateOnly>();
        foreach (var night in nights)
        {
            var started = (NightStarted)night.Data;
            var seen = saves.LastOrDefault(entry => entry.Sequence < night.Sequence && Saved(entry).Stamp.OccurredAt <= started.Instant);
            if (seen is not null)
                first.TryAdd(seen.Id, started.BusinessDate);
        }

        return first;
    }
}
