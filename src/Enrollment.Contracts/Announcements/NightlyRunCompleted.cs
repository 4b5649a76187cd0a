using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A nightly run is finished; sent once for each business date, with the same message id on every delivery.</summary>
public sealed record NightlyRunCompleted
{
    /// <summary>The same on every delivery.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The run's business date, in the organization's time zone.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>When the run was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last segment was committed.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The nightly batch: sources gained and lost, rule edits, pauses.</summary>
    public required NightlyCounts Batch { get; init; }

    /// <summary>The period rollover: opened, overdue, missed.</summary>
    public required NightlyCounts Rollover { get; init; }

    /// <summary>
    /// Proof of everything recorded up to its position, for keeping outside of the database; null for runs from before there was one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecordDigest? Digest { get; init; }
}

/// <summary>Where the tamper-evident chain over all events was.</summary>
/// <param name="Position">Events chained.</param>
/// <param name="Sequence">The number of the last of them.</param>
/// <param name="Sha256">The chain's last link, in hexadecimal.</param>
/// <param name="At">When it was read, UTC.</param>
public sealed record RecordDigest(long Position, long Sequence, string Sha256, DateTimeOffset At);

/// <summary>
/// What became of the work of one phase; <c>planned = applied + unchanged + failed</c>. The batch counts learners, the rollover
/// enrollments.
/// </summary>
public sealed record NightlyCounts(long Planned, long Applied, long Unchanged, long Failed);
