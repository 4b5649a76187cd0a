using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>The state machine's instance, kept in the run's document.</summary>
internal sealed class NightlyRunState : SagaStateMachineInstance, ISagaVersion
{
    public NightlyRunDocument Run { get; init; } = new();

    public Guid CorrelationId
    {
        get => Run.CorrelationId;
        set => Run.CorrelationId = value;
    }

    public int Version
    {
        get => Run.Version;
        set => Run.Version = value;
    }

    public string CurrentState
    {
        get => Run.CurrentState;
        set => Run.CurrentState = value;
    }
}
