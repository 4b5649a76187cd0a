using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>What is to be decided for one enrollment.</summary>
public abstract record EnrollmentCommand
{
    /// <summary>
    /// The date of the last run by an earlier version of the semantics, where the present one has decided no run yet. What its text alone
    /// changes is recorded before the decision.
    /// </summary>
    public DateOnly? AdoptsAfter { get; init; }

    /// <summary>
    /// Only where the decision changes something: what comes before the first run of the present version leaves everything else to it.
    /// </summary>
    public virtual bool AdoptsWithChangesOnly => true;
}

/// <summary>Evaluates the rules for the activity: the batch step of a run, or of a join at once (semantics 4).</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Learner">The learner as the step may see it.</param>
/// <param name="Rules">The version in force of every rule for the activity, and of those that were for it before.</param>
/// <param name="Calendar">Turns instants into business dates.</param>
/// <param name="Step">When and why.</param>
public sealed record EvaluateRules(
    ActivityId ActivityId,
    Learner Learner,
    IReadOnlyCollection<Rule> Rules,
    BusinessCalendar Calendar,
    StepContext Step
) : EnrollmentCommand
{
    /// <summary>Whether the step is of a run that an earlier version of the semantics began.</summary>
    public bool IsOfEarlierRun { get; init; }

    /// <inheritdoc/>
    public override bool AdoptsWithChangesOnly => !Step.InRun || IsOfEarlierRun;

    /// <summary>The orders of retraining for the activity for which the run looks at the learner (semantics 12).</summary>
    public IReadOnlyList<RetrainingOrder> Orders { get; init; } = [];

    /// <summary>The learner's completions of other activities, by the enrollments that recorded them (semantics 11).</summary>
    public Func<ActivityId, IEnumerable<EnrollmentFact>> FactsOf { get; init; } = _ => [];
}

/// <summary>Records a completion. It takes effect at once, as if it had come on its own date (semantics 5.3).</summary>
/// <param name="CompletedOn">The date it counts from.</param>
/// <param name="HandledOn">The business date on which the message is handled.</param>
/// <param name="RolledOverTo">The date of the last run: what is planned again has passed the nights since.</param>
/// <param name="Cause">The message.</param>
/// <param name="OccurredAt">When the message says it happened. A later revocation leaves it out.</param>
public sealed record RecordCompletion(
    DateOnly CompletedOn,
    DateOnly HandledOn,
    DateOnly RolledOverTo,
    Cause Cause,
    DateTimeOffset? OccurredAt = null
) : EnrollmentCommand
{
    /// <summary>The date with which it was sent, where that is not the date it counts from (semantics 2).</summary>
    public DateOnly? SentFor { get; init; }

    /// <summary>The other activity that was completed (semantics 11).</summary>
    public ActivityId? Of { get; init; }

    /// <summary>The organization's setting: orders that come about by a late completion have the floor (semantics 5.3).</summary>
    public int MinimumDaysToComplete { get; init; }

    /// <summary>A completion dated the day after the business date on which it occurred counts from that date (semantics 2).</summary>
    public static DateOnly DateOf(DateOnly sentFor, DateOnly occurredOn) => sentFor < occurredOn ? sentFor : occurredOn;
}

/// <summary>Rolls the current period over: it opens, becomes overdue, is missed (semantics 4).</summary>
/// <param name="To">The date of the run.</param>
/// <param name="Cause">The run.</param>
public sealed record RollOver(DateOnly To, Cause Cause) : EnrollmentCommand
{
    /// <summary>The organization's setting: what another version of the semantics changes has the floor (semantics 5).</summary>
    public int MinimumDaysToComplete { get; init; }
}
