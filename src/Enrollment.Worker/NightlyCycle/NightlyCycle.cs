using Enrollment.Contracts;
using MassTransit;
using static Enrollment.Worker.NightlyCycle.NightlySteps;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>
/// A run of the night from its start to its counts. Its messages are hints: whatever comes, it goes by the plans and results in the store.
/// Commands are sent after the state is saved; those lost in between are sent again when the clock repeats its start.
/// </summary>
public sealed class NightlyCycle : MassTransitStateMachine<NightlyCycleState>
{
    private readonly NightlyRuns _runs;

    public NightlyCycle(NightlyRuns runs)
    {
        _runs = runs;
        InstanceState(run => run.CurrentState);
        Event(() => Start, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));

        Initially(When(Start).IfElseAsync(runs.TryStart, PlanBatch, notNow => notNow.Finalize()));

        During(PlanningBatch, When(BatchPlanned).ThenAsync(StoredProgress.LoadProgressAsync).If(x => x.Saga.Batch.IsPlanned, GoOn));

        During(RunningBatch, When(BatchSegment).ThenAsync(CountBatchSegment).If(x => x.Saga.Batch.IsDone, LookAndGoOn));

        During(
            PlanningRollover,
            When(RolloverPlanned).ThenAsync(StoredProgress.LoadProgressAsync).If(x => x.Saga.Rollover.IsPlanned, GoOn)
        );

        During(RunningRollover, When(RolloverSegment).ThenAsync(CountRolloverSegment).If(x => x.Saga.Rollover.IsDone, LookAndGoOn));

        During(PlanningBatch, RunningBatch, PlanningRollover, RunningRollover, LookAndGoOn(When(Start, IsSilent)));

        // Late, repeated and foreign messages.
        OnUnhandledEvent(x => x.Ignore());

        SetCompletedWhenFinalized();
    }

    public State PlanningBatch { get; private set; } = null!;

    public State RunningBatch { get; private set; } = null!;

    public State PlanningRollover { get; private set; } = null!;

    public State RunningRollover { get; private set; } = null!;

    public State Completed { get; private set; } = null!;

    public Event<StartNightlyRun> Start { get; private set; } = null!;

    public Event<NightlyBatchPlanned> BatchPlanned { get; private set; } = null!;

    public Event<BatchSegmentCompleted> BatchSegment { get; private set; } = null!;

    public Event<PeriodRolloverPlanned> RolloverPlanned { get; private set; } = null!;

    public Event<RolloverSegmentCompleted> RolloverSegment { get; private set; } = null!;

    private EventActivityBinder<NightlyCycleState, T> LookAndGoOn<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => GoOn(run.ThenAsync(StoredProgress.LoadProgressAsync));

    /// <summary>To the first thing that the store does not have.</summary>
    private EventActivityBinder<NightlyCycleState, T> GoOn<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class =>
        run.IfElse(
            x => !x.Saga.Batch.IsPlanned,
            PlanBatch,
            planned =>
                planned.IfElse(
                    x => !x.Saga.Batch.IsDone,
                    RunBatch,
                    ran =>
                        ran.IfElse(
                            x => !x.Saga.Rollover.IsPlanned,
                            PlanRollover,
                            planned => planned.IfElse(x => !x.Saga.Rollover.IsDone, RunRollover, Finish)
                        )
                )
        );

    private EventActivityBinder<NightlyCycleState, T> PlanBatch<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForBatchPlan(run).TransitionTo(PlanningBatch);

    private EventActivityBinder<NightlyCycleState, T> RunBatch<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForBatchSegments(run).TransitionTo(RunningBatch);

    private EventActivityBinder<NightlyCycleState, T> PlanRollover<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForRolloverPlan(run).TransitionTo(PlanningRollover);

    private EventActivityBinder<NightlyCycleState, T> RunRollover<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForRolloverSegments(run).TransitionTo(RunningRollover);

    private EventActivityBinder<NightlyCycleState, T> Finish<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.ThenAsync(_runs.Finish).TransitionTo(Completed);
}
