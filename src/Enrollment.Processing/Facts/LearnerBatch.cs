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

/// <summary>The learners of a batch of facts, folded fact by fact.</summary>
internal sealed class LearnerBatch
{
    private const string EventsOfIds =
        $"select seq_id from {DatabaseSchema.Name}.mt_events "
        + "where stream_id = any(@streams) and data -> 'stamp' ->> 'messageId' = any(@ids)";

    private readonly IReadOnlyDictionary<string, LearnerIdentity> _identities;
    private readonly SortedDictionary<string, LearnerRecord> _records = new(StringComparer.Ordinal);
    private readonly List<(Learner After, bool IsNew, Conflict? Conflict)> _taken = [];
    private readonly Dictionary<string, LearnerIdentity> _changedIdentities = new(StringComparer.Ordinal);

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

    public static async Task<LearnerBatch> LoadAsync(IDocumentSession session, IReadOnlyList<FactReceived> facts, FactBatchContext context)
    {
        var learnerFacts = facts.OfType<LearnerFactReceived>().ToArray();
        var batch = new LearnerBatch(
            learnerFacts.Select(fact => fact.Learner.Value).Distinct(),
            context.Learners.ToDictionary(document => document.Id),
            context.Identities.ToDictionary(identity => identity.Id)
        );
        await batch.LoadPastAsync(session, learnerFacts);
        foreach (var fact in facts)
            batch.Take(fact);
        return batch;
    }

    /// <summary>Whether the fact was not recorded before.</summary>
    public bool IsNew(int fact) => _taken[fact].IsNew;

    /// <summary>The recorded fact of the same id with another content; null if there is none.</summary>
    public Conflict? ConflictOf(int fact) => _taken[fact].Conflict;

    /// <summary>The learner as the fact left it.</summary>
    public Learner After(int fact) => _taken[fact].After;

    /// <summary>The facts that the transaction records, with their learners.</summary>
    public IReadOnlyCollection<(LearnerId Learner, LearnerFact Fact)> NewFacts =>
        [.. _records.Values.SelectMany(record => record.NewFacts.Select(fact => (record.Id, fact)))];

    public void Write(IDocumentSession session)
    {
        var changed = _records.Values.Where(record => record.NewFacts.Count > 0).ToArray();
        foreach (var record in changed)
            record.Append(session);
        var documents = changed.Select(record => record.Document()).ToArray();
        session.Store(documents);
        session.Store(_changedIdentities.Values.OrderBy(identity => identity.Id, StringComparer.Ordinal).ToArray());
        ErasedLearners.RemoveIdentities(session, [.. _changedIdentities.Keys]);
        LearnerGroups.Update(session, changed.Zip(documents, (record, document) => (record.Before, document.Learner)));
    }

    /// <summary>Loads the recorded events with the ids of these facts: repetitions, and other facts of the same id.</summary>
    private async Task LoadPastAsync(IDocumentSession session, LearnerFactReceived[] facts)
    {
        var known = facts.Where(fact => _records[fact.Learner.Value].IsStored).ToArray();
        if (known.Length == 0)
            return;
        var numbers = await Sql.QueryAsync(
            session,
            EventsOfIds,
            row => row.GetInt64(0),
            CancellationToken.None,
            Sql.Texts("streams", known.Select(fact => StreamKeys.Of(fact.Learner)).Distinct()),
            Sql.Texts("ids", known.Select(fact => fact.Fact.Stamp.MessageId).Distinct())
        );
        foreach (var past in await session.LoadEventsAsync(numbers, CancellationToken.None))
            _records[StreamKeys.Learner(past.StreamKey!).Value].Remember((LearnerFact)past.Data);
    }

    private void Take(FactReceived received)
    {
        if (received is not LearnerFactReceived fact)
        {
            _taken.Add((new Learner(received.Learner), false, null));
            return;
        }

        var record = _records[fact.Learner.Value];
        var (isNew, conflict) = record.Take(fact.Fact);
        if (fact.Identity is { } change)
            conflict = isNew ? Identify(fact, change, conflict) : conflict ?? FindIdentityConflict(fact, change);
        _taken.Add((record.Learner, isNew, conflict));
    }

    private Conflict? Identify(LearnerFactReceived fact, LearnerIdentityChange change, Conflict? conflict)
    {
        _changedIdentities[fact.Learner.Value] = change.ApplyTo(IdentityOf(fact), fact.Fact.Stamp);
        return conflict;
    }

    // The learner's stream has no names. So only the latest names can show that two messages of one id differ.
    private Conflict? FindIdentityConflict(LearnerFactReceived fact, LearnerIdentityChange change)
    {
        var (known, stamp) = (IdentityOf(fact), fact.Fact.Stamp);
        var differs = Differs(known.DisplayName, change.DisplayName, stamp) || Differs(known.Email, change.Email, stamp);
        return differs ? Conflict.OfId(stamp.MessageId, stamp.OccurredAt, stamp.OccurredAt, isRecorded: false) : null;
    }

    private LearnerIdentity IdentityOf(LearnerFactReceived fact) =>
        _changedIdentities.GetValueOrDefault(fact.Learner.Value)
        ?? _identities.GetValueOrDefault(fact.Learner.Value)
        ?? new LearnerIdentity(fact.Learner.Value);

    private static bool Differs(Stamped<string?>? known, Contracts.Optional<string?> given, Stamp stamp) =>
        given.IsSet && known?.At == stamp && known.Value != given.Value;
}
