using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Enrollments;

/// <summary>An event of an enrollment's stream: either a fact that came in or a change of a period that followed from the facts.</summary>
public abstract record EnrollmentEvent
{
    /// <summary>What brought it about.</summary>
    public required Cause Cause { get; init; }
}

/// <summary>A fact everything else is computed from. Replaying these alone gives every period.</summary>
public abstract record EnrollmentFact : EnrollmentEvent;

/// <summary>A run, or a join that took effect at once, judged which rules match the learner.</summary>
public sealed record SourcesJudged : EnrollmentFact
{
    /// <summary>The business date b: of the run, or on which the message was handled.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The eligibility date of sources gained in this step: b in a run, the business date of the message's fact at once.</summary>
    public required DateOnly EligibleFrom { get; init; }

    /// <summary>False for a step at once.</summary>
    public required bool InRun { get; init; }

    /// <summary>The step saw what had happened up to this instant: the run's, or that of handling the message.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Time had passed up to this date before the step; earlier than the day before only when nights were missed.</summary>
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

/// <summary>The learner completed the activity.</summary>
public sealed record CompletionRecorded : EnrollmentFact
{
    /// <summary>The date it is judged by (semantics 5.3).</summary>
    public required DateOnly CompletedOn { get; init; }

    /// <summary>The business date on which the message was handled.</summary>
    public required DateOnly HandledOn { get; init; }

    /// <summary>When the message says it happened; null in events of earlier versions.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What became of it when it was recorded: which period it counted for, or why for none.</summary>
    public required string Outcome { get; init; }
}

/// <summary>A change of one period, with the period as it stands afterwards.</summary>
public abstract record PeriodEvent : EnrollmentEvent
{
    /// <summary>The date from which the change holds.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The period after the change.</summary>
    public required Period Period { get; init; }
}

/// <summary>A period was planned; visible at once when open.</summary>
public sealed record PeriodPlanned : PeriodEvent;

/// <summary>A first period was satisfied by a completion from before (semantics 5.4).</summary>
public sealed record PeriodSatisfied : PeriodEvent;

/// <summary>A scheduled period became visible.</summary>
public sealed record PeriodOpened : PeriodEvent;

/// <summary>The due date of a required period passed.</summary>
public sealed record PeriodBecameOverdue : PeriodEvent;

/// <summary>A completion was credited.</summary>
public sealed record PeriodCompleted : PeriodEvent;

/// <summary>The next annual period took over.</summary>
public sealed record PeriodMissed : PeriodEvent;

/// <summary>The learner became inactive.</summary>
public sealed record PeriodPaused : PeriodEvent;

/// <summary>The learner is active again.</summary>
public sealed record PeriodResumed : PeriodEvent;

/// <summary>The last source was lost after the period was visible.</summary>
public sealed record PeriodWithdrawn : PeriodEvent;

/// <summary>The last source was lost before the period was visible.</summary>
public sealed record PeriodCanceled : PeriodEvent;

/// <summary>An ended period is current again.</summary>
public sealed record PeriodRestored : PeriodEvent;

/// <summary>A back-dated completion led to other periods than this one.</summary>
public sealed record PeriodRetracted : PeriodEvent;

/// <summary>The due date moved.</summary>
public sealed record PeriodDueDateChanged : PeriodEvent
{
    /// <summary>The due date before.</summary>
    public required DateOnly? PreviousDue { get; init; }
}

/// <summary>The period became required or recommended.</summary>
public sealed record PeriodRequirementChanged : PeriodEvent;

/// <summary>Something else about the period changed: its rule, when it becomes visible, from when completions count.</summary>
public sealed record PeriodRevised : PeriodEvent;
