using Enrollment.Domain.Enrollments;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>Who decided what is in a message about one learner, why, and when it is handled.</summary>
/// <param name="HandledAt">The instant of handling.</param>
/// <param name="HandledOn">Its business date.</param>
/// <param name="OccurredAt">When the message says it happened.</param>
/// <param name="Cause">The message.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record DecisionContext(
    DateTimeOffset HandledAt,
    DateOnly HandledOn,
    DateTimeOffset OccurredAt,
    Cause Cause,
    string Reason,
    string DecidedBy
)
{
    /// <summary>The date of the last run.</summary>
    public DateOnly RolledOverTo { get; init; }

    /// <summary>
    /// Time has passed up to this date before the decision. Where nights were missed, what they should have done comes first (semantics 4).
    /// </summary>
    internal DateOnly PassedTo => LaterOf(RolledOverTo, HandledOn.AddDays(-1));

    /// <summary>The organization's setting (semantics 5, floor).</summary>
    public int MinimumDaysToComplete { get; init; }
}

/// <summary>A decision that people took about one learner (semantics 10). It takes effect at once.</summary>
/// <param name="Context">Who, why and when.</param>
public abstract record DecisionCommand(DecisionContext Context) : EnrollmentCommand;

/// <summary>Grants an exemption.</summary>
/// <param name="ExemptionId">The exemption.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null for no end.</param>
/// <param name="Context">Who, why and when.</param>
public sealed record GrantExemption(ExemptionId ExemptionId, DateOnly From, DateOnly? Until, DecisionContext Context)
    : DecisionCommand(Context);

/// <summary>Revokes an exemption.</summary>
/// <param name="ExemptionId">The exemption.</param>
/// <param name="Context">Who, why and when.</param>
public sealed record RevokeExemption(ExemptionId ExemptionId, DecisionContext Context) : DecisionCommand(Context);

/// <summary>Extends the due date of the current period.</summary>
/// <param name="Due">The earliest date it can be due.</param>
/// <param name="Context">Who, why and when.</param>
public sealed record ExtendDueDate(DateOnly Due, DecisionContext Context) : DecisionCommand(Context);

/// <summary>Leaves out the earlier completions of a date.</summary>
/// <param name="CompletedOn">The date.</param>
/// <param name="Context">Who, why and when.</param>
public sealed record RevokeCompletion(DateOnly CompletedOn, DecisionContext Context) : DecisionCommand(Context)
{
    /// <summary>The other activity whose completions they were (semantics 11).</summary>
    public ActivityId? Of { get; init; }
}
