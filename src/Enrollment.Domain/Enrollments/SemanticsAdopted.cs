using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The first run by another version of the semantics, or a message before that run, found that the text gives another current period than
/// was recorded. The changes that follow are its differences. Periods that had ended stay as they were recorded.
/// </summary>
public sealed record SemanticsAdopted : EnrollmentStep
{
    /// <summary>The version that decides from then on.</summary>
    public required int Version { get; init; }

    /// <summary>The status of the current period before; null where none was.</summary>
    public PeriodStatus? StatusBefore { get; init; }

    /// <summary>When that period was due.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Whether that period was owed or offered.</summary>
    public Requirement? RequirementBefore { get; init; }

    /// <summary>Whether the learner had seen that period.</summary>
    public bool WasVisible { get; init; }

    /// <summary>The organization's setting (semantics 5, floor).</summary>
    public required int MinimumDaysToComplete { get; init; }

    /// <param name="current">As recorded.</param>
    /// <param name="cause">The run or the message.</param>
    /// <param name="on">The date of the run, or the day of handling.</param>
    /// <param name="lastRun">The last finished run. A later one can have rolled the period over already.</param>
    /// <param name="minimumDays">The organization's setting.</param>
    internal static SemanticsAdopted Of(Period? current, Cause cause, DateOnly on, DateOnly lastRun, int minimumDays) =>
        new()
        {
            Cause = cause with { Semantics = Semantics.Version },
            On = on,
            RolledOverTo = PassedTo(current, lastRun),
            Version = Semantics.Version,
            StatusBefore = current?.Status,
            DueBefore = current?.Due,
            RequirementBefore = current?.Requirement,
            WasVisible = current is { Visible: true },
            MinimumDaysToComplete = minimumDays,
        };

    private static DateOnly PassedTo(Period? current, DateOnly lastRun)
    {
        var passed = current is { Visible: true } ? LaterOf(lastRun, current.EnrolledOn) : lastRun;
        return current?.OverdueSince is { } overdue ? LaterOf(passed, overdue) : passed;
    }
}
