using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>What a period was planned from: the inputs that every source's candidate for it is calculated from.</summary>
/// <param name="Origin">Which of them it is.</param>
/// <param name="From">The date e, c, t or b.</param>
/// <param name="After">
/// The completed period it follows. Of a first period or one that took over: the last period completed before it.
/// </param>
/// <param name="NotBefore">The date that an annual due date may not be before (semantics 7, source regained).</param>
internal sealed record PeriodBasis(PeriodOrigin Origin, DateOnly From, PlannedPeriod? After, DateOnly NotBefore)
{
    /// <summary>The source that governed the period before, and the year of its anchor that took over (semantics 5.5).</summary>
    public (Source Source, int Year)? TookOver { get; init; }
}
