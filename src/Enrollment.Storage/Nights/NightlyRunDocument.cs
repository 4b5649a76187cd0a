using System.Text.Json.Serialization;

namespace Enrollment.Storage.Nights;

/// <summary>A run of the night, one for each business date; also what <c>nightly status</c> shows.</summary>
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

    /// <summary>When something was last asked for or found done, by the machine's clock: silence after it means a lost command.</summary>
    public DateTimeOffset LastHeard { get; set; }

    /// <summary>When the run last came a step further, by the machine's own clock; null in what earlier versions wrote.</summary>
    public DateTimeOffset? ProgressedAt { get; set; }

    /// <summary>Everybody was judged by the run's rules. What earlier versions wrote tells it by the end of the run.</summary>
    [JsonIgnore]
    public bool IsBatchDone => CompletedAt is not null || Batch.IsDone;

    public NightlyRun Run() => new(BusinessDate, Instant);

    public PhaseProgress ProgressOf(NightlyPhase phase) => phase == NightlyPhase.Batch ? Batch : Rollover;

    /// <summary>Takes in the result of a segment.</summary>
    public void Count(SegmentResult result)
    {
        var progress = ProgressOf(result.Phase).With(result.Segment, result.Counts);
        (Batch, Rollover) = result.Phase == NightlyPhase.Batch ? (progress, Rollover) : (Batch, progress);
        NoteProgress();
    }

    /// <summary>Only for what the store shows to be done: a message that is repeated must not pass for progress.</summary>
    public void NoteProgress() => LastHeard = (ProgressedAt = TimeProvider.System.GetUtcNow()).Value;
}
