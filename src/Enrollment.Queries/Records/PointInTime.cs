namespace Enrollment.Queries.Records;

/// <summary>The two times of a query about the past: the date, and the time up to which records are used.</summary>
/// <param name="AsOf">The business date of the answer.</param>
/// <param name="KnownAt">Records after it are left out; null for all records.</param>
public sealed record PointInTime(DateOnly AsOf, DateTimeOffset? KnownAt)
{
    internal bool Knows(DateTimeOffset recordedAt) => KnownAt is not { } at || recordedAt <= at;
}
