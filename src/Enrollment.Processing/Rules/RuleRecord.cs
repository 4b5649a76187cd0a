using System.Text.Json;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Rules;

/// <summary>One rule within a transaction.</summary>
internal sealed class RuleRecord
{
    private readonly RuleDocument? _stored;
    private readonly List<RuleSaved> _known;
    private readonly List<RuleSaved> _news = [];

    /// <param name="stored">What the rule's stream gives.</param>
    /// <param name="past">Recorded saves that have an id or a version in common with those to be taken.</param>
    public RuleRecord(RuleDocument? stored, IEnumerable<RuleSaved> past) => (_stored, _known) = (stored, [.. past]);

    public int News => _news.Count;

    /// <summary>
    /// False for a save that was recorded before, or that contradicts one of its id and instant; with the conflict, if there is one.
    /// </summary>
    public (bool IsNew, Conflict? Conflict) Take(RuleSaved saved)
    {
        var (id, now) = (saved.Stamp.MessageId, saved.Stamp.OccurredAt);
        if (_known.Find(known => known.Stamp == saved.Stamp) is { } same)
            return (
                false,
                Content(same) == Content(saved) && same.SavedBy == saved.SavedBy ? null : Conflict.OfId(id, now, now, isRecorded: false)
            );
        var conflict = ConflictOfId(saved) ?? ConflictOfVersion(saved);
        _known.Add(saved);
        _news.Add(saved);
        return (true, conflict);
    }

    public void Write(IDocumentSession session)
    {
        var key = StreamKeys.Of(_news[0].Rule.Id);
        if (_stored is null)
            session.Events.StartStream(key, _news);
        else
            session.Events.Append(key, _stored.StreamVersion + _news.Count, _news);
        session.Store(_news.Aggregate(_stored, RuleDocument.Next)!);
    }

    private Conflict? ConflictOfId(RuleSaved saved) =>
        _known.Find(known => known.Stamp.MessageId == saved.Stamp.MessageId) is { } other
            ? Conflict.OfId(saved.Stamp.MessageId, other.Stamp.OccurredAt, saved.Stamp.OccurredAt, isRecorded: true)
            : null;

    private Conflict? ConflictOfVersion(RuleSaved saved) =>
        _known.Find(known => known.Rule.Version == saved.Rule.Version && Content(known) != Content(saved)) is { } other
            ? Conflict.OfVersion(saved.Rule.Id.Value, saved.Rule.Version, other.Stamp.OccurredAt, saved.Stamp.OccurredAt)
            : null;

    // Whoever saved it is no part of a version: two may save the same.
    private static string Content(RuleSaved save) =>
        JsonSerializer.Serialize(
            save.Rule with
            {
                Audience = save.Rule.Audience is Audience.Groups groups
                    ? new Audience.Groups(groups.Ids.AsSet()) { Except = groups.Except }
                    : save.Rule.Audience,
            }
        );
}
