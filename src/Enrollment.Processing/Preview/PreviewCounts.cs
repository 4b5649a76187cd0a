namespace Enrollment.Processing.Preview;

/// <summary>The number of enrollments that a save affects, by effect.</summary>
/// <param name="LookedAt">Learners whom the run evaluates, with the save or without it.</param>
/// <param name="Gains">See <see cref="PreviewedEffect"/>, as the next four.</param>
/// <param name="Changes">As above.</param>
/// <param name="Keeps">As above.</param>
/// <param name="Loses">As above.</param>
/// <param name="Ended">As above.</param>
/// <param name="Undecided">Learners whom the rule cannot be evaluated for, because their hire date is unknown.</param>
/// <param name="Anyway">Enrollments of the rule's activity that the run also changes without the save.</param>
/// <param name="Failed">Learners whose data cannot be evaluated.</param>
public sealed record PreviewCounts(
    long LookedAt,
    long Gains,
    long Changes,
    long Keeps,
    long Loses,
    long Ended,
    long Undecided,
    long Anyway,
    long Failed
)
{
    /// <summary>Learners whose due date should count from their hire date, which is unknown (semantics 11).</summary>
    public long DueWithoutHireDate { get; init; }

    public static PreviewCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal PreviewCounts With(PreviewedEnrollment previewed)
    {
        var counts = previewed.ChangesAnyway ? this with { Anyway = Anyway + 1 } : this;
        return previewed.Effect switch
        {
            PreviewedEffect.Gains => counts with { Gains = counts.Gains + 1 },
            PreviewedEffect.Changes => counts with { Changes = counts.Changes + 1 },
            PreviewedEffect.Keeps => counts with { Keeps = counts.Keeps + 1 },
            PreviewedEffect.Loses => counts with { Loses = counts.Loses + 1 },
            PreviewedEffect.Ended => counts with { Ended = counts.Ended + 1 },
            _ => counts,
        };
    }
}
