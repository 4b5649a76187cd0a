using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Schema;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>The learners the facts of one transaction are about, folded fact by fact.</summary>
internal sealed class LearnerBatch
{
    private const string UnderTheseIds =
        $"select seq_id from {DatabaseSchema.Name}.mt_events "
        + "where stream_id = any(@streams) and data -> 'stamp' ->> 'messageId' = any(@ids)";

    private readonly IReadOnlyDictionary<string, LearnerIdentity> _identities;
    private readonly SortedDictionary<string, LearnerRecord> _records = new(StringComparer.Ordinal);
    private readonly List<(Learner After, bool IsNew, Conflict? Conflict)> _taken = [];
    private readonly Dictionary<string, LearnerIdentity> _named = new(StringComparer.Ordinal);

    private LearnerBatch(
        IEnumerable<string> ids,
        IReadOnlyDictionary<string, LearnerDocument> documents,
        IReadOnlyDictionary<string, LearnerIdentity> identities
    )
    {
        _identities = identities;
        foreach (var id in ids)
            _records[id] = new LearnerRecord(new LearnerId(id), documents.GetValueOrDefault(id));
    }

    public static async Task<LearnerBatch> Of(IDocumentSession session, IReadOnlyList<PersonFact> facts, FactBatchContext reading)
    {
        var told = facts.OfType<PersonFact.Told>().ToArray();
        var together = new LearnerBatch(
            told.Select(fact => fact.Learner.Value).Distinct(),
            reading.Learners.ToDictionary(document => document.Id),
            reading.Identities.ToDictionary(identity => identity.Id)
        );
        await together.LoadPastAsync(session, told);
        foreach (var fact in facts)
            together.Take(fact);
        return together;
    }

    /// <summary>Whether the fact was not recorded before.</summary>
    public bool IsNew(int fact) => _taken[fact].IsNew;

    /// <summary>Whether the fact says something else than one of the same id.</summary>
    public Conflict? ConflictOf(int fact) => _taken[fact].Conflict;

    /// <summary>The learner as the fact left it.</summary>
    public Learner After(int fact) => _taken[fact].After;

    public void Write(IDocumentSession session)
    {
        var changed = _records.Values.Where(record => record.News.Count > 0).ToArray();
        foreach (var record in changed)
            record.Append(session);
        session.Store(changed.Select(record => record.Document()).ToArray());
        session.Store(_named.Values.OrderBy(identity => identity.Id, StringComparer.Ordinal).ToArray());
        ErasedLearners.TakeOutOf(session, [.. _named.Keys]);
        PendingLearners.Add(
            session,
            changed.SelectMany(record => record.News.Where(PendingLearners.IsConcerned).Select(fact => (record.Id, fact.Stamp.OccurredAt)))
        );
        LearnerGroups.Update(session, changed.Select(record => (record.Before, record.Learner)));
    }

    /// <summary>What is recorded under the ids of these facts: repetitions, and other facts of the same id.</summary>
    private async Task LoadPastAsync(IDocumentSession session, PersonFact.Told[] told)
    {
        var known = told.Where(fact => _records[fact.Learner.Value].IsStored).ToArray();
        if (known.Length == 0)
            return;
        var numbers = await Sql.QueryAsync(
            session,
            UnderTheseIds,
            row => row.GetInt64(0),
            CancellationToken.None,
            Sql.Texts("streams", known.Select(fact => StreamKeys.Of(fact.Learner)).Distinct()),
            Sql.Texts("ids", known.Select(fact => fact.Fact.Stamp.MessageId).Distinct())
        );
        if (numbers.Count == 0)
            return;
        var sequences = numbers.ToArray();
        foreach (
            var past in await session
                .Events.QueryAllRawEvents()
                .Where(recorded => recorded.Sequence.IsOneOf(sequences))
                .OrderBy(recorded => recorded.Sequence)
                .ToListAsync()
        )
            _records[StreamKeys.Learner(past.StreamKey!).Value].Remember((LearnerFact)past.Data);
    }

    private void Take(PersonFact fact)
    {
        if (fact is not PersonFact.Told told)
        {
            _taken.Add((new Learner(fact.Learner), false, null));
            return;
        }

        var record = _records[told.Learner.Value];
        var (isNew, conflict) = record.Take(told.Fact);
        if (told.Naming is { } naming)
            conflict = isNew ? Name(told, naming, conflict) : conflict ?? ConflictOfNames(told, naming);
        _taken.Add((record.Learner, isNew, conflict));
    }

    private Conflict? Name(PersonFact.Told told, LearnerNaming naming, Conflict? conflict)
    {
        _named[told.Learner.Value] = naming.ApplyTo(IdentityOf(told), told.Fact.Stamp);
        return conflict;
    }

    // Names are not in the learner's stream: they tell two messages of one id apart as long as they are the latest.
    private Conflict? ConflictOfNames(PersonFact.Told told, LearnerNaming naming)
    {
        var (known, stamp) = (IdentityOf(told), told.Fact.Stamp);
        var differs = Differs(known.DisplayName, naming.DisplayName, stamp) || Differs(known.Email, naming.Email, stamp);
        return differs ? Conflict.OfId(stamp.MessageId, stamp.OccurredAt, stamp.OccurredAt, isRecorded: false) : null;
    }

    private LearnerIdentity IdentityOf(PersonFact.Told told) =>
        _named.GetValueOrDefault(told.Learner.Value)
        ?? _identities.GetValueOrDefault(told.Learner.Value)
        ?? new LearnerIdentity(told.Learner.Value);

    private static bool Differs(Stamped<string?>? known, Contracts.Optional<string?> given, Stamp stamp) =>
        given.IsSet && known?.At == stamp && known.Value != given.Value;
}
