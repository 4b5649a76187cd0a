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
}

/// <summary>What became of the work of one phase; <c>planned = applied + unchanged + failed</c>. The batch counts learners, the rollover enrollments.</summary>
public sealed record NightlyCounts(long Planned, long Applied, long Unchanged, long Failed);
