namespace Enrollment.Contracts;

/// <summary>
/// Learners have to complete an activity again (semantics 12). The next run carries the order out, once for each learner in its audience
/// for whom a rule for the activity is a source. An order is carried out as it was first handled.
/// </summary>
public sealed record RetrainingOrdered : Fact
{
    /// <summary>The order's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The learners who have to complete it.</summary>
    public required OrderAudience Audience { get; init; }

    /// <summary>
    /// When they have to: <see cref="Contracts.Due.Within"/> from the run that carries the order out, or <see cref="Contracts.Due.On"/>.
    /// </summary>
    public required Due Due { get; init; }

    /// <summary>Why, for auditors.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the person who decided.</summary>
    public required string DecidedBy { get; init; }
}
