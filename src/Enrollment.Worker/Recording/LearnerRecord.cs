using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Recording;

/// <summary>One learner within a transaction.</summary>
internal sealed class LearnerRecord(LearnerId id, LearnerDocument? stored)
{
    private readonly HashSet<(Stamp Stamp, Type Kind)> _known = [];

    public LearnerId Id => id;

    public Learner Before { get; } = stored?.Learner ?? new Learner(id);

    public Learner Learner { get; private set; } = stored?.Learner ?? new Learner(id);

    /// <summary>What the transaction adds to the learner's stream.</summary>
    public List<LearnerFact> News { get; } = [];

    /// <summary>A fact that does not change the learner as stored could be recorded already.</summary>
    public bool MayKnow(LearnerFact fact) => stored is not null && ReferenceEquals(Before.With(fact), Before);

    public void Remember(IEnumerable<LearnerFact> past) => _known.UnionWith(past.Select(Named));

    /// <summary>False for a fact that was recorded before.</summary>
    public bool Take(LearnerFact fact)
    {
        var after = Learner.With(fact);
        if (ReferenceEquals(after, Learner) && _known.Contains(Named(fact)))
            return false;
        _known.Add(Named(fact));
        Learner = after;
        News.Add(fact);
        return true;
    }

    public void Append(IDocumentSession session)
    {
        if (stored is null)
            session.Events.StartStream(StreamKeys.Of(id), News);
        else
            session.Events.Append(StreamKeys.Of(id), stored.StreamVersion + News.Count, News);
    }

    public LearnerDocument Document() => new(id.Value, Learner, (stored?.StreamVersion ?? 0) + News.Count)
    {
        LatestOccurredAt = News.Select(fact => fact.Stamp.OccurredAt).Append(stored?.LatestOccurredAt ?? DateTimeOffset.MinValue).Max(),
    };

    private static (Stamp Stamp, Type Kind) Named(LearnerFact fact) => (fact.Stamp, fact.GetType());
}
