namespace Enrollment.Domain.Enrollments;

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

/// <summary>An exemption came into force (semantics 10).</summary>
public sealed record PeriodExempted : PeriodEvent;

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

/// <summary>The due date of a visible period comes soon: a reminder (semantics 11). The period did not change.</summary>
public sealed record PeriodDueSoon : PeriodEvent;

/// <summary>A period is still overdue: a reminder (semantics 11). The period did not change.</summary>
public sealed record PeriodStillOverdue : PeriodEvent;

/// <summary>The period became required or recommended.</summary>
public sealed record PeriodRequirementChanged : PeriodEvent;

/// <summary>Something else about the period changed: its rule, when it becomes visible, from when completions count.</summary>
public sealed record PeriodRevised : PeriodEvent;
