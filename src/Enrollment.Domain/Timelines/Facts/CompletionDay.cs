namespace Enrollment.Domain.Timelines.Facts;

/// <summary>A date on which the activity, or another one, was completed. Several completions on one date are one.</summary>
/// <param name="On">The date.</param>
/// <param name="Of">The other activity; null for the enrollment's own.</param>
internal readonly record struct CompletionDay(DateOnly On, ActivityId? Of) : IComparable<CompletionDay>
{
    public int CompareTo(CompletionDay other) =>
        On != other.On ? On.CompareTo(other.On) : string.CompareOrdinal(Of?.Value, other.Of?.Value);
}
