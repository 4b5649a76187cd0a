using Enrollment.Domain.Learners;

namespace Enrollment.Worker.Learners;

/// <summary>A learner folded from its stream, and the stream's version.</summary>
public sealed record LearnerDocument(string Id, Learner Learner, long StreamVersion)
{
    /// <summary>The latest instant of any fact; later than a run's when the run must look into the stream.</summary>
    public required DateTimeOffset LatestOccurredAt { get; init; }
}
