namespace Enrollment.Contracts;

/// <summary>
/// The due date of a visible period moved: by an edit, another rule, an extension or an order of retraining (semantics 6, 7, 10, 12). An
/// extension can turn an overdue period back to open.
/// </summary>
public sealed record EnrollmentDueDateChanged : EnrollmentAnnouncement
{
    /// <summary>The due date before the change; null for none.</summary>
    public DateOnly? PreviousDue { get; init; }
}
