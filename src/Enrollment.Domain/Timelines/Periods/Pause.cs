using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>The learner is inactive (semantics 7).</summary>
/// <param name="From">The business date of the deactivation.</param>
/// <param name="On">The date of the run that paused the period.</param>
/// <param name="Status">What the period was when it paused.</param>
internal readonly record struct Pause(DateOnly From, DateOnly On, PeriodStatus Status)
{
    public bool HeldScheduled => Status is PeriodStatus.Scheduled;
}
