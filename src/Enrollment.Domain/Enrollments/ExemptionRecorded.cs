using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Enrollments;

/// <summary>
/// An exemption was granted or revoked. What follows from it is a step: <see cref="SourcesJudged.Exempt"/> (semantics 10).
/// </summary>
public sealed record ExemptionRecorded : EnrollmentFact
{
    /// <summary>The exemption.</summary>
    public required ExemptionId ExemptionId { get; init; }

    /// <summary>When the message says it happened. Of each exemption the latest fact wins.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>True where it was revoked.</summary>
    public bool Revoked { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly From { get; init; }

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }

    internal Stamp Stamp => new(OccurredAt, Cause.MessageId ?? "");

    /// <summary>Whether the learner is exempt by it on the date, unless a later fact about the exemption holds.</summary>
    public bool IsInForce(DateOnly on) => !Revoked && From <= on && !(Until < on);
}
