using System.Text.Json.Serialization;

namespace Enrollment.Storage.Nights;

/// <summary>The state of a nightly run, one for each business date. <c>nightly status</c> shows it.</summary>
public sealed class NightlyRunDocument
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string CurrentState { get; set; } = "";

    public DateOnly BusinessDate { get; set; }

    public DateTimeOffset Instant { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public PhaseProgress Batch { get; set; } = PhaseProgress.NotPlanned;

    public PhaseProgress Rollover { get; set; } = PhaseProgress.NotPlanned;

    /// <summary>
    /// When a command was last sent or a result last found, by the machine's clock. Silence after it means a lost command.
    /// </summary>
    public DateTimeOffset LastHeard { get; set; }

    /// <summary>When the run last made progress, by the machine's clock. Null in documents of earlier versions.</summary>
    public DateTimeOffset? ProgressedAt { get; set; }

    /// <summary>All learners are evaluated by the run's rules. Documents of earlier versions show it only by the end of the run.</summary>
    [JsonIgnore]
    public bool IsBatchDone => CompletedAt is not null || Batch.IsDone;

    public NightlyRun Run() => new(BusinessDate, Instant);

    public PhaseProgress ProgressOf(NightlyPhase phase) => phase == NightlyPhase.Batch ? Batch : Rollover;

    /// <summary>Counts the result of a segment.</summary>
    public void Count(SegmentResult result)
    {
        var progress = ProgressOf(result.Phase).With(result.Segment, result.Counts);
        if (result.Phase == NightlyPhase.Batch)
            Batch = progress;
        else
            Rollover = progress;
        NoteProgress();
    }

    /// <summary>Only for progress that is stored: a repeated message is no progress.</summary>
    public void NoteProgress() => LastHeard = (ProgressedAt = TimeProvider.System.GetUtcNow()).Value;
}
