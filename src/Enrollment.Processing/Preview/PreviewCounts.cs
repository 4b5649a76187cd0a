namespace Enrollment.Processing.Preview;

/// <summary>How many enrollments a save would touch, and how.</summary>
/// <param name="LookedAt">Learners the night would look at, with the save or without it.</param>
/// <param name="Gains">See <see cref="PreviewedEffect"/>, as the next four.</param>
/// <param name="Changes">As above.</param>
/// <param name="Keeps">As above.</param>
/// <param name="Loses">As above.</param>
/// <param name="Ended">As above.</param>
/// <param name="Undecided">Learners the rule cannot be decided for: hire date unknown.</param>
/// <param name="Anyway">Enrollments of the rule's activity that the night changes without the save as well.</param>
/// <param name="Failed">Learners whose data cannot be judged.</param>
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
