using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Deciding;

/// <summary>When and why a step is taken. It is the same for every enrollment that the step changes.</summary>
/// <param name="On">The business date b.</param>
/// <param name="EligibleFrom">The eligibility date of sources gained in the step.</param>
/// <param name="InRun">False for a join at once.</param>
/// <param name="Instant">The step sees what happened up to this instant.</param>
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
    /// <summary>The organization's setting (semantics 7, source regained).</summary>
    public int ShortAbsenceDays { get; init; }

    /// <summary>
    /// The batch step of a run. Where nights were missed, <paramref name="rolledOverTo"/> is the last of them that could not see the facts
    /// yet.
    /// </summary>
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

    /// <summary>A join at once. The fact's own business date is e, and the date of handling is b (semantics 4).</summary>
    public static StepContext AtOnce(DateOnly factDate, DateOnly handledOn, DateTimeOffset handledAt, int minimumDays, string messageId) =>
        new(handledOn, factDate, false, handledAt, handledOn.AddDays(-1), minimumDays, Cause.Message(messageId));
}
