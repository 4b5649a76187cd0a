using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using MassTransit;
using static Enrollment.Worker.Nights.NightlyRunActivities;

namespace Enrollment.Worker.Nights;

/// <summary>
/// A run of the night from its start to its counts. Its messages are hints: whatever comes, it goes by the plans and results in the store.
/// Commands are sent after the state is saved; those lost in between are sent again when the clock repeats its start.
/// </summary>
public sealed class NightlyRunStateMachine : MassTransitStateMachine<NightlyRunState>
{
    private readonly RunAdmission _runs;

    public NightlyRunStateMachine(RunAdmission runs)
    {
        _runs = runs;
        InstanceState(run => run.CurrentState);
        Event(() => Start, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));

        Initially(When(Start).IfElseAsync(runs.TryStart, PlanBatch, notNow => notNow.Finalize()));

        During(PlanningBatch, When(BatchPlanned).ThenAsync(StoredProgress.LoadProgressAsync).If(x => x.Saga.Run.Batch.IsPlanned, GoOn));

        During(RunningBatch, When(BatchSegment).ThenAsync(CountBatchSegment).If(x => x.Saga.Run.Batch.IsDone, LookAndGoOn));

        During(
            PlanningRollover,
            When(RolloverPlanned).ThenAsync(StoredProgress.LoadProgressAsync).If(x => x.Saga.Run.Rollover.IsPlanned, GoOn)
        );

        During(RunningRollover, When(RolloverSegment).ThenAsync(CountRolloverSegment).If(x => x.Saga.Run.Rollover.IsDone, LookAndGoOn));

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

    private EventActivityBinder<NightlyRunState, T> LookAndGoOn<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => GoOn(run.ThenAsync(StoredProgress.LoadProgressAsync));

    /// <summary>To the first thing that the store does not have.</summary>
    private EventActivityBinder<NightlyRunState, T> GoOn<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class =>
        run.IfElse(
            x => !x.Saga.Run.Batch.IsPlanned,
            PlanBatch,
            planned =>
                planned.IfElse(
                    x => !x.Saga.Run.Batch.IsDone,
                    RunBatch,
                    ran =>
                        ran.IfElse(
                            x => !x.Saga.Run.Rollover.IsPlanned,
                            PlanRollover,
                            planned => planned.IfElse(x => !x.Saga.Run.Rollover.IsDone, RunRollover, Finish)
                        )
                )
        );

    private EventActivityBinder<NightlyRunState, T> PlanBatch<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => AskForBatchPlan(run).TransitionTo(PlanningBatch);

    private EventActivityBinder<NightlyRunState, T> RunBatch<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => AskForBatchSegments(run).TransitionTo(RunningBatch);

    private EventActivityBinder<NightlyRunState, T> PlanRollover<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => AskForRolloverPlan(run).TransitionTo(PlanningRollover);

    private EventActivityBinder<NightlyRunState, T> RunRollover<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => AskForRolloverSegments(run).TransitionTo(RunningRollover);

    private EventActivityBinder<NightlyRunState, T> Finish<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => run.ThenAsync(_runs.Finish).TransitionTo(Completed);
}
