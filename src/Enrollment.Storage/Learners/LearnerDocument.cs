using Enrollment.Domain;
using Enrollment.Domain.Learners;

namespace Enrollment.Storage.Learners;

/// <summary>A learner, folded from its stream, with the stream's version.</summary>
public sealed record LearnerDocument(string Id, Learner Learner, long StreamVersion)
{
    /// <summary>The latest instant of any fact. If it is later than a run's, the run reads the stream.</summary>
    public required DateTimeOffset LatestOccurredAt { get; init; }

    /// <summary>The document of a complete stream.</summary>
    public static LearnerDocument From(LearnerId id, IReadOnlyList<LearnerFact> facts) =>
        Of(facts.Aggregate(new Learner(id), (learner, fact) => learner.With(fact)), facts.Count, facts.Max(fact => fact.Stamp.OccurredAt));

    /// <summary>
    /// Facts that begin later are folded in as soon as another one occurs after their beginning: a run before it reads the stream
    /// (semantics 13).
    /// </summary>
    public static LearnerDocument Of(Learner learner, long streamVersion, DateTimeOffset latestOccurredAt) =>
        new(learner.Id.Value, learner.At(latestOccurredAt), streamVersion) { LatestOccurredAt = latestOccurredAt };
}
