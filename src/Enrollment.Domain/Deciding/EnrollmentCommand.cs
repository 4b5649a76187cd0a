using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>What is to be decided for one enrollment.</summary>
public abstract record EnrollmentCommand;

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
) : EnrollmentCommand;

/// <summary>Records a completion. It takes effect at once, as if it had come on its own date (semantics 5.3).</summary>
/// <param name="CompletedOn">The date it counts from.</param>
/// <param name="HandledOn">The business date on which the message is handled.</param>
/// <param name="RolledOverTo">The date of the last run: what is planned again has passed the nights since.</param>
/// <param name="Cause">The message.</param>
/// <param name="OccurredAt">When the message says it happened. It is recorded and decides nothing.</param>
public sealed record RecordCompletion(
    DateOnly CompletedOn,
    DateOnly HandledOn,
    DateOnly RolledOverTo,
    Cause Cause,
    DateTimeOffset? OccurredAt = null
) : EnrollmentCommand;

/// <summary>Rolls the current period over: it opens, becomes overdue, is missed (semantics 4).</summary>
/// <param name="To">The date of the run.</param>
/// <param name="Cause">The run.</param>
public sealed record RollOver(DateOnly To, Cause Cause) : EnrollmentCommand;
