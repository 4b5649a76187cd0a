using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Enrollments;

/// <summary>The rules for the activity were evaluated for the learner, by a run or by a join that took effect at once.</summary>
public sealed record SourcesJudged : EnrollmentFact
{
    /// <summary>The business date b: of the run, or on which the message was handled.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The eligibility date of sources gained in this step: b in a run, the business date of the message's fact at once.</summary>
    public required DateOnly EligibleFrom { get; init; }

    /// <summary>False for a step at once.</summary>
    public required bool InRun { get; init; }

    /// <summary>The step saw what had happened up to this instant: the run's, or the one at which the message was handled.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Time had passed up to this date before the step. It is earlier than the day before only when nights were missed.</summary>
    public required DateOnly RolledOverTo { get; init; }

    /// <summary>Whether the learner was active.</summary>
    public required bool Active { get; init; }

    /// <summary>Business date of the fact that made the learner active or inactive.</summary>
    public required DateOnly ActiveSince { get; init; }

    /// <summary>Every rule for the activity that matched.</summary>
    public required IReadOnlyList<Match> Matches { get; init; }

    /// <summary>Rules that were a source before and whose audience is none now.</summary>
    public IReadOnlyList<RuleId> NotAutoEnrolling { get; init; } = [];

    /// <summary>The organization's setting in this step (semantics 5, floor).</summary>
    public required int MinimumDaysToComplete { get; init; }

    /// <summary>Whether a later step that saw the same would change nothing.</summary>
    public bool SawTheSameAs(SourcesJudged other) =>
        Active == other.Active
        && Matches.Count == other.Matches.Count
        && Matches.Zip(other.Matches).All(pair => pair.First.AsksTheSameAs(pair.Second))
        && NotAutoEnrolling.SequenceEqual(other.NotAutoEnrolling);
}
