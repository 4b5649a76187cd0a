using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>When a period is due, and what that date follows from.</summary>
/// <param name="Date">The due date without an extension; null for none.</param>
/// <param name="Chain">The chain the date belongs to; null once the date was moved by other means.</param>
/// <param name="From">The rule that gave the date. It differs from the governing rule only while lateness is kept.</param>
internal readonly record struct DuePlan(DateOnly? Date, DueChain? Chain, RuleId From)
{
    /// <summary>The days by which pauses moved it.</summary>
    public int PausedDays { get; init; }

    /// <summary>It is due no earlier, by an extension (semantics 10).</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>What a rule gives can only make it earlier than an order's date (semantics 12).</summary>
    public DateOnly? NotAfter { get; init; }

    /// <summary>The due date as used.</summary>
    public DateOnly? Used => Date < NotBefore ? NotBefore : Date;

    /// <summary>The candidate's due date, with the floor.</summary>
    public static DuePlan Of(PeriodCandidate candidate, DueFloor floor) => default(DuePlan).Replace(candidate, floor);

    /// <summary>Due by the candidate: with the days of pauses, no later than an order says, with the floor.</summary>
    public DuePlan Replace(PeriodCandidate candidate, DueFloor floor)
    {
        var date = EarlierOf(candidate.Due?.AddDays(PausedDays), NotAfter);
        return (this with { Date = candidate.Due, Chain = candidate.Chain, From = candidate.Source.RuleId }).MovedTo(floor.Apply(date));
    }

    /// <summary>A later chain starts from a date that an edit moved (semantics 5.2).</summary>
    public DuePlan WithoutChain() => this with { Chain = null };

    public DuePlan With(DueFloor floor) => MovedTo(floor.Apply(Date));

    /// <summary>An extended date moves with a pause, and so does an order's.</summary>
    public DuePlan MovedBy(int days) =>
        MovedTo(Date?.AddDays(days)) with
        {
            PausedDays = PausedDays + days,
            NotBefore = NotBefore?.AddDays(days),
            NotAfter = NotAfter?.AddDays(days),
        };

    /// <summary>Due no earlier than the date.</summary>
    public DuePlan ExtendedTo(DateOnly date) => this with { NotBefore = NotBefore > date ? NotBefore : date };

    /// <summary>Due by an order, which starts a later chain.</summary>
    public DuePlan OrderedFor(DateOnly date) => this with { Date = date, Chain = null, NotAfter = date };

    /// <summary>A later chain starts from a date that was moved.</summary>
    private DuePlan MovedTo(DateOnly? date) => date == Date ? this : this with { Date = date, Chain = null };
}
