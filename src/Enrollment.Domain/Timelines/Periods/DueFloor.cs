using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>The floor of semantics 5: a due date computed on date b that is before b becomes b plus the organization's minimum.</summary>
internal readonly record struct DueFloor(DateOnly On, int MinimumDays)
{
    public static DueFloor Of(SourcesJudged step) => new(step.On, step.MinimumDaysToComplete);

    /// <summary>No floor: an order, and completions that are counted when a source is regained (semantics 7).</summary>
    public static DueFloor None { get; } = new(DateOnly.MinValue, 0);

    public DateOnly? Apply(DateOnly? due) => due < On ? On.AddDays(MinimumDays) : due;
}
