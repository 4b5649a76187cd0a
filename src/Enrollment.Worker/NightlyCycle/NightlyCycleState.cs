using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>A run of the night, one for each business date; also what <c>nightly status</c> shows.</summary>
public sealed class NightlyCycleState : SagaStateMachineInstance, ISagaVersion
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

    /// <summary>When something was last asked for or answered, on the machine's own clock: silence after it means a lost command.</summary>
    public DateTimeOffset LastHeard { get; set; }

    public NightlyRun Run() => new(BusinessDate, Instant);
}
