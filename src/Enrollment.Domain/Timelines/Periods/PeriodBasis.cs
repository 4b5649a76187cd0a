using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>What a period was planned from: the inputs that every source's candidate for it is calculated from.</summary>
/// <param name="Origin">Which of the three it is.</param>
/// <param name="From">The date e, c or t.</param>
/// <param name="After">The completed period it follows.</param>
/// <param name="NotBefore">The date that its due date may not be before (semantics 7, source regained).</param>
internal sealed record PeriodBasis(PeriodOrigin Origin, DateOnly From, PlannedPeriod? After, DateOnly NotBefore);
