using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>When and why a step is taken, the same for every enrollment it touches.</summary>
/// <param name="On">The business date b.</param>
/// <param name="EligibleFrom">The eligibility date of sources gained in the step.</param>
/// <param name="InRun">False for a join at once.</param>
/// <param name="Instant">What happened up to it is seen.</param>
/// <param name="RolledOverTo">The date up to which time had passed before the step.</param>
/// <param name="MinimumDaysToComplete">The organization's setting.</param>
/// <param name="Cause">The run or the message.</param>
public sealed record StepContext(
    DateOnly On,
    DateOnly EligibleFrom,
    bool InRun,
    DateTimeOffset Instant,
    DateOnly RolledOverTo,
    int MinimumDaysToComplete,
    Cause Cause
)
{
    /// <summary>The batch step of a run; nights missed before it are named by the date of the last one that could see the facts.</summary>
    public static StepContext OfRun(DateOnly date, DateTimeOffset instant, int minimumDays, DateOnly? rolledOverTo = null) =>
        new(
            date,
            date,
            true,
            instant,
            rolledOverTo is { } missed && missed < date ? missed : date.AddDays(-1),
            minimumDays,
            Cause.RunOf(date)
        );

    /// <summary>A join at once: the fact's own business date is e, the date of handling b (semantics 4).</summary>
    public static StepContext AtOnce(DateOnly factDate, DateOnly handledOn, DateTimeOffset handledAt, int minimumDays, string messageId) =>
        new(handledOn, factDate, false, handledAt, handledOn.AddDays(-1), minimumDays, Cause.Message(messageId));
}
