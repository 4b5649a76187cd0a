using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>What becomes of one completion while the facts are replayed.</summary>
/// <param name="asked">The date of that completion; null when none is asked for.</param>
internal sealed class CompletionOutcome(DateOnly? asked)
{
    public const string NoPeriodWasCurrent = "recorded; no period was current";
    public const string IsKnownOrRevoked = "recorded; a completion of that date is known, or was revoked";

    public DateOnly? Asked { get; } = asked;

    public string Text { get; private set; } = NoPeriodWasCurrent;

    public void NoteCounted(DateOnly c, PlannedPeriod period)
    {
        if (c == Asked)
            Text = $"counted for the period of {period.EnrolledOn:yyyy-MM-dd}, due {period.Due?.ToString("yyyy-MM-dd", null) ?? "never"}";
    }

    public void NoteSatisfied(DateOnly c, DateOnly e)
    {
        if (c == Asked)
            Text = $"satisfied the first period of {e:yyyy-MM-dd}";
    }

    public void NoteNotCounted(DateOnly c, PlannedPeriod? current)
    {
        if (c == Asked)
            Text = current is null
                ? NoPeriodWasCurrent
                : $"recorded; completions count for the current period from {current.CountsFrom:yyyy-MM-dd}";
    }
}
