using Enrollment.Domain.Rules;

namespace Enrollment.Samples;

/// <summary>The dates that the domain computes from a rule's terms.</summary>
internal static class DueDates
{
    public static DateOnly? First(Terms terms, DateOnly eligibleFrom) =>
        terms.InitialDue?.For(eligibleFrom, null) ?? terms.Due?.For(eligibleFrom, null) ?? Recurring(terms, eligibleFrom);

    /// <summary>A completion less than half a year before an annual date is taken for one of that date.</summary>
    public static DateOnly? Next(Terms terms, DateOnly completedOn) =>
        Recurring(terms, terms.Recurrence is Recurrence.Annual ? completedOn.AddDays(183) : completedOn);

    private static DateOnly? Recurring(Terms terms, DateOnly from) =>
        terms.Recurrence switch
        {
            Recurrence.Annual => terms.Annual!.Anchor(terms.Annual.FirstEndingOnOrAfter(from)),
            Recurrence.Custom custom => custom.Every.After(from),
            _ => null,
        };
}
