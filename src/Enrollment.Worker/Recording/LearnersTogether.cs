using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Recording;

/// <summary>The learners the facts of one transaction are about, folded fact by fact.</summary>
internal sealed class LearnersTogether
{
    private readonly IReadOnlyDictionary<string, LearnerIdentity> _identities;
    private readonly SortedDictionary<string, LearnerRecord> _records = new(StringComparer.Ordinal);
    private readonly List<(Learner After, bool IsNew)> _taken = [];
    private readonly Dictionary<string, LearnerIdentity> _named = new(StringComparer.Ordinal);

    private LearnersTogether(IEnumerable<string> ids, IReadOnlyDictionary<string, LearnerDocument> documents, IReadOnlyDictionary<string, LearnerIdentity> identities)
    {
        _identities = identities;
        foreach (var id in ids)
            _records[id] = new LearnerRecord(new LearnerId(id), documents.GetValueOrDefault(id));
    }

    public static async Task<LearnersTogether> Of(IDocumentSession session, IReadOnlyList<PersonFact> facts, FactReading reading)
    {
        var told = facts.OfType<PersonFact.Told>().ToArray();
        var together = new LearnersTogether(
            told.Select(fact => fact.Learner.Value).Distinct(),
            reading.Learners.ToDictionary(document => document.Id),
            reading.Identities.ToDictionary(identity => identity.Id));
        await together.ReadTheirPast(session, told);
        foreach (var fact in facts)
            together.Take(fact);
        return together;
    }

    /// <summary>Whether the fact was not recorded before.</summary>
    public bool IsNew(int fact) => _taken[fact].IsNew;

    /// <summary>The learner as the fact left it.</summary>
    public Learner After(int fact) => _taken[fact].After;

    public void Write(IDocumentSession session)
    {
        var changed = _records.Values.Where(record => record.News.Count > 0).ToArray();
        foreach (var record in changed)
            record.Append(session);
        session.Store(changed.Select(record => record.Document()).ToArray());
        session.Store(_named.Values.OrderBy(identity => identity.Id, StringComparer.Ordinal).ToArray());
        ForgottenLearners.TakeOutOf(session, [.. _named.Keys]);
        PendingLearners.Note(session, changed.SelectMany(record => record.News.Where(PendingLearners.Concern).Select(fact => (record.Id, fact.Stamp.OccurredAt))));
        LearnerGroups.Follow(session, changed.Select(record => (record.Before, record.Learner)));
    }

    /// <summary>A fact that changes nothing may be a repetition; only the stream can tell.</summary>
    private async Task ReadTheirPast(IDocumentSession session, PersonFact.Told[] told)
    {
        var doubtful = told.Where(fact => _records[fact.Learner.Value].MayKnow(fact.Fact)).Select(fact => StreamKeys.Of(fact.Learner)).Distinct().ToArray();
        if (doubtful.Length == 0)
            return;
        var events = await session.Events.QueryAllRawEvents().Where(recorded => recorded.StreamKey.IsOneOf(doubtful)).ToListAsync();
        foreach (var past in events.GroupBy(recorded => recorded.StreamKey!))
            _records[StreamKeys.Learner(past.Key).Value].Remember(past.Select(recorded => recorded.Data).OfType<LearnerFact>());
    }

    private void Take(PersonFact fact)
    {
        if (fact is not PersonFact.Told told)
        {
            _taken.Add((new Learner(fact.Learner), false));
            return;
        }

        var record = _records[told.Learner.Value];
        var isNew = record.Take(told.Fact);
        if (isNew && told.Naming is { } naming)
            Name(told, naming);
        _taken.Add((record.Learner, isNew));
    }

    private void Name(PersonFact.Told told, Naming naming)
    {
        var id = told.Learner.Value;
        var known = _named.GetValueOrDefault(id) ?? _identities.GetValueOrDefault(id) ?? new LearnerIdentity(id);
        _named[id] = known.With(naming.DisplayName, naming.Email, told.Fact.Stamp);
    }
}
