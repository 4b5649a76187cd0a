namespace Enrollment.Queries.Records;

/// <summary>Two times of a question about the past: what held on a date, and what was known at an instant.</summary>
/// <param name="AsOf">The business date on which the answer held.</param>
/// <param name="KnownAt">What was recorded later is left out; null for everything there is.</param>
public sealed record PointInTime(DateOnly AsOf, DateTimeOffset? KnownAt)
{
    internal bool Knows(DateTimeOffset recordedAt) => KnownAt is not { } at || recordedAt <= at;
}
