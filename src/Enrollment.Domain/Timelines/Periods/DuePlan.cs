namespace Enrollment.Domain.Timelines.Periods;

/// <summary>When a period is due, and what that date follows from.</summary>
/// <param name="Date">The due date; null for none.</param>
/// <param name="Chain">The chain the date belongs to; null once the date was moved by other means.</param>
/// <param name="From">The rule that gave the date. It differs from the governing rule only while lateness is kept.</param>
internal readonly record struct DuePlan(DateOnly? Date, DueChain? Chain, RuleId From)
{
    /// <summary>The candidate's due date plus the days of pauses, with the floor.</summary>
    public static DuePlan Of(PeriodCandidate candidate, int pausedDays, DueFloor floor) =>
        new DuePlan(candidate.Due, candidate.Chain, candidate.Source.RuleId).MovedTo(floor.Apply(candidate.Due?.AddDays(pausedDays)));

    public DuePlan With(DueFloor floor) => MovedTo(floor.Apply(Date));

    public DuePlan MovedBy(int days) => MovedTo(Date?.AddDays(days));

    /// <summary>A later chain starts from a date that was moved.</summary>
    private DuePlan MovedTo(DateOnly? date) => date == Date ? this : this with { Date = date, Chain = null };
}
