using System.Text.Json;
using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>One learner within a transaction.</summary>
internal sealed class LearnerRecord(LearnerId id, LearnerDocument? stored)
{
    private readonly Dictionary<(string MessageId, Type Kind), List<LearnerFact>> _known = [];

    public LearnerId Id => id;

    public Learner Before { get; } = stored?.Learner ?? new Learner(id);

    public Learner Learner { get; private set; } = stored?.Learner ?? new Learner(id);

    /// <summary>What the transaction adds to the learner's stream.</summary>
    public List<LearnerFact> News { get; } = [];

    /// <summary>Whether anything is recorded of the learner.</summary>
    public bool IsStored => stored is not null;

    /// <summary>A fact that is recorded.</summary>
    public void Remember(LearnerFact past)
    {
        if (!_known.TryGetValue(Named(past), out var known))
            _known.Add(Named(past), known = []);
        known.Add(past);
    }

    /// <summary>
    /// False for a fact that was recorded before, or that contradicts one of its instant; with the conflict, if there is one.
    /// </summary>
    public (bool IsNew, Conflict? Conflict) Take(LearnerFact fact)
    {
        var known = _known.GetValueOrDefault(Named(fact)) ?? [];
        var now = fact.Stamp.OccurredAt;
        if (known.Find(other => other.Stamp == fact.Stamp) is { } same)
            return (false, Content(same) == Content(fact) ? null : Conflict.OfId(fact.Stamp.MessageId, now, now, isRecorded: false));
        var conflict = known.Count == 0 ? null : Conflict.OfId(fact.Stamp.MessageId, known[0].Stamp.OccurredAt, now, isRecorded: true);
        Remember(fact);
        Learner = Learner.With(fact);
        News.Add(fact);
        return (true, conflict);
    }

    public void Append(IDocumentSession session)
    {
        if (stored is null)
            session.Events.StartStream(StreamKeys.Of(id), News);
        else
            session.Events.Append(StreamKeys.Of(id), stored.StreamVersion + News.Count, News);
    }

    public LearnerDocument Document() =>
        new(id.Value, Learner, (stored?.StreamVersion ?? 0) + News.Count)
        {
            LatestOccurredAt = News.Select(fact => fact.Stamp.OccurredAt).Append(stored?.LatestOccurredAt ?? DateTimeOffset.MinValue).Max(),
        };

    private static (string MessageId, Type Kind) Named(LearnerFact fact) => (fact.Stamp.MessageId, fact.GetType());

    private static string Content(LearnerFact fact) =>
        JsonSerializer.Serialize<object>(
            fact switch
            {
                LearnerCreated created => created with { Groups = created.Groups.AsSet() },
                MembershipChanged changed => changed with { Joined = changed.Joined.AsSet(), Left = changed.Left.AsSet() },
                _ => fact,
            }
        );
}
