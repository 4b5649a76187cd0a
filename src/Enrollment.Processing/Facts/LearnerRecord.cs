using System.Text.Json;
using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>One learner of a batch.</summary>
internal sealed class LearnerRecord(LearnerId id, LearnerDocument? stored)
{
    private readonly Dictionary<(string MessageId, Type Kind), List<LearnerFact>> _known = [];

    public LearnerId Id => id;

    public Learner Before { get; } = stored?.Learner ?? new Learner(id);

    public Learner Learner { get; private set; } = stored?.Learner ?? new Learner(id);

    /// <summary>The events that the transaction adds to the learner's stream.</summary>
    public List<LearnerFact> NewFacts { get; } = [];

    /// <summary>Whether the learner has a stream.</summary>
    public bool IsStored => stored is not null;

    /// <summary>Adds a recorded fact.</summary>
    public void Remember(LearnerFact past)
    {
        if (!_known.TryGetValue(IdentityOf(past), out var known))
            _known.Add(IdentityOf(past), known = []);
        known.Add(past);
    }

    /// <summary>
    /// Applies a fact. It is not new if it is recorded, or if it contradicts a fact of the same id and instant.
    /// </summary>
    public (bool IsNew, Conflict? Conflict) Take(LearnerFact fact)
    {
        var known = _known.GetValueOrDefault(IdentityOf(fact)) ?? [];
        var now = fact.Stamp.OccurredAt;
        if (known.Find(other => other.Stamp.OccurredAt == now) is { } same)
            return (false, Content(same) == Content(fact) ? null : Conflict.OfId(fact.Stamp.MessageId, now, now, isRecorded: false));
        var conflict = known.Count == 0 ? null : Conflict.OfId(fact.Stamp.MessageId, known[0].Stamp.OccurredAt, now, isRecorded: true);
        Remember(fact);
        Learner = Learner.With(fact);
        NewFacts.Add(fact);
        return (true, conflict);
    }

    public void Append(IDocumentSession session)
    {
        if (stored is null)
            session.Events.StartStream(StreamKeys.Of(id), NewFacts);
        else
            session.Events.Append(StreamKeys.Of(id), stored.StreamVersion + NewFacts.Count, NewFacts);
    }

    public LearnerDocument Document() =>
        LearnerDocument.Of(
            Learner,
            (stored?.StreamVersion ?? 0) + NewFacts.Count,
            NewFacts.Select(fact => fact.Stamp.OccurredAt).Append(stored?.LatestOccurredAt ?? DateTimeOffset.MinValue).Max()
        );

    private static (string MessageId, Type Kind) IdentityOf(LearnerFact fact) => (fact.Stamp.MessageId, fact.GetType());

    // Version 1 of the semantics recorded that a new learner is active where the message did not say so.
    private static string Content(LearnerFact fact) =>
        JsonSerializer.Serialize<object>(
            fact switch
            {
                LearnerCreated created => created with { Active = created.Active ?? true, Groups = created.Groups.AsSet() },
                MembershipChanged changed => changed with { Joined = changed.Joined.AsSet(), Left = changed.Left.AsSet() },
                _ => fact,
            }
        );
}
