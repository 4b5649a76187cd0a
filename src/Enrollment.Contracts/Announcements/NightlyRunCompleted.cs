using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A nightly run finished. There is one for each business date, delivered at least once (semantics 4).</summary>
public sealed record NightlyRunCompleted
{
    /// <summary>The id of the announcement, the same on every delivery.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The run's business date, in the organization's time zone.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The instant at which the run was started, with offset.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The instant at which the run's last segment was counted, with offset.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Learners in the nightly batch: sources gained and lost, rule edits, pauses.</summary>
    public required NightlyCounts Batch { get; init; }

    /// <summary>Enrollments in the period rollover: opened, overdue, missed.</summary>
    public required NightlyCounts Rollover { get; init; }

    /// <summary>
    /// The digest of everything recorded up to its position, to be kept outside of the database; absent for runs that are older than the
    /// chain of events.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecordDigest? Digest { get; init; }
}

/// <summary>A link of the tamper-evident chain over all events. It proves every event up to its position.</summary>
/// <param name="Position">The number of events that are chained.</param>
/// <param name="Sequence">The sequence number of the last of them.</param>
/// <param name="Sha256">The chain's last link, a SHA-256 in hexadecimal.</param>
/// <param name="At">The instant at which the link was read, in UTC.</param>
public sealed record RecordDigest(long Position, long Sequence, string Sha256, DateTimeOffset At);

/// <summary>
/// The outcomes of one phase of a run, in learners for the batch and enrollments for the rollover. <c>Planned</c> is the sum of the
/// others.
/// </summary>
/// <param name="Planned">Items that the run had to process.</param>
/// <param name="Applied">Items that changed.</param>
/// <param name="Unchanged">Items that needed no change.</param>
/// <param name="Failed">Items that the run could not process. The database keeps the reasons.</param>
public sealed record NightlyCounts(long Planned, long Applied, long Unchanged, long Failed);
