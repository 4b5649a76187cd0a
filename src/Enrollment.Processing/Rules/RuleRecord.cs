using System.Text.Json;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Rules;
using Marten;

namespace Enrollment.Processing.Rules;

/// <summary>One rule of a batch.</summary>
internal sealed class RuleRecord
{
    private readonly RuleDocument? _stored;
    private readonly List<RuleSaved> _known;
    private readonly List<RuleSaved> _newSaves = [];

    /// <param name="stored">The document of the rule; null if it is new.</param>
    /// <param name="past">Recorded saves with an id or a version of the batch.</param>
    public RuleRecord(RuleDocument? stored, IEnumerable<RuleSaved> past) => (_stored, _known) = (stored, [.. past]);

    public int NewSaves => _newSaves.Count;

    /// <summary>
    /// Applies a save. It is not new if it is recorded, or if it contradicts a save of the same id and instant.
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
        _newSaves.Add(saved);
        return (true, conflict);
    }

    public void Write(IDocumentSession session)
    {
        var key = StreamKeys.Of(_newSaves[0].Rule.Id);
        if (_stored is null)
            session.Events.StartStream(key, _newSaves);
        else
            session.Events.Append(key, _stored.StreamVersion + _newSaves.Count, _newSaves);
        CountingRules.Add(session, _newSaves);
        session.Store(_newSaves.Aggregate(_stored, RuleDocument.Next)!);
    }

    private Conflict? ConflictOfId(RuleSaved saved) =>
        _known.Find(known => known.Stamp.MessageId == saved.Stamp.MessageId) is { } other
            ? Conflict.OfId(saved.Stamp.MessageId, other.Stamp.OccurredAt, saved.Stamp.OccurredAt, isRecorded: true)
            : null;

    private Conflict? ConflictOfVersion(RuleSaved saved) =>
        _known.Find(known => known.Rule.Version == saved.Rule.Version && Content(known) != Content(saved)) is { } other
            ? Conflict.OfVersion(saved.Rule.Id.Value, saved.Rule.Version, other.Stamp.OccurredAt, saved.Stamp.OccurredAt)
            : null;

    // The user who saved it is not part of a version, because two users may save the same content.
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
