using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using MassTransit;
using static Enrollment.Worker.Nights.NightlyRunActivities;

namespace Enrollment.Worker.Nights;

/// <summary>
/// A run of the night from its start to its counts. A message is a hint to look at the plans and results in the store. Commands are sent
/// after the state is saved. When they are lost in between, the clock repeats the start and they are sent again.
/// </summary>
internal sealed class NightlyRunStateMachine : MassTransitStateMachine<NightlyRunState>
{
    private readonly RunAdmission _admission;

    public NightlyRunStateMachine(RunAdmission admission)
    {
        _admission = admission;
        InstanceState(run => run.CurrentState);
        Event(() => Start, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));

        Initially(When(Start).IfElseAsync(admission.TryStartAsync, run => Plan(run, NightlyPhase.Batch), refused => refused.Finalize()));

        RunPhase(NightlyPhase.Batch, BatchPlanned, BatchSegment, message => message.Segment);
        RunPhase(NightlyPhase.Rollover, RolloverPlanned, RolloverSegment, message => message.Segment);

        During(PlanningBatch, RunningBatch, PlanningRollover, RunningRollover, Reload(When(Start, IsSilent)));

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

    private (State Planning, State Running) StatesOf(NightlyPhase phase) =>
        phase == NightlyPhase.Batch ? (PlanningBatch, RunningBatch) : (PlanningRollover, RunningRollover);

    private void RunPhase<TPlanned, TSegment>(
        NightlyPhase phase,
        Event<TPlanned> planned,
        Event<TSegment> segment,
        Func<TSegment, int> numberOf
    )
        where TPlanned : class
        where TSegment : class
    {
        var (planning, running) = StatesOf(phase);
        During(planning, When(planned).ThenAsync(LoadProgressAsync).If(x => x.Saga.Run.ProgressOf(phase).IsPlanned, Continue));
        During(
            running,
            When(segment)
                .ThenAsync(x => CountSegmentAsync(x, phase, numberOf(x.Message)))
                .If(x => x.Saga.Run.ProgressOf(phase).IsDone, Reload)
        );
    }

    private EventActivityBinder<NightlyRunState, T> Reload<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => Continue(run.ThenAsync(LoadProgressAsync));

    /// <summary>Goes to the first step that has no result in the store.</summary>
    private EventActivityBinder<NightlyRunState, T> Continue<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => ContinuePhase(run, NightlyPhase.Batch, done => ContinuePhase(done, NightlyPhase.Rollover, Finish));

    private EventActivityBinder<NightlyRunState, T> ContinuePhase<T>(
        EventActivityBinder<NightlyRunState, T> run,
        NightlyPhase phase,
        Func<EventActivityBinder<NightlyRunState, T>, EventActivityBinder<NightlyRunState, T>> next
    )
        where T : class =>
        run.IfElse(
            x => !x.Saga.Run.ProgressOf(phase).IsPlanned,
            unplanned => Plan(unplanned, phase),
            planned => planned.IfElse(x => !x.Saga.Run.ProgressOf(phase).IsDone, running => RunSegments(running, phase), next)
        );

    private EventActivityBinder<NightlyRunState, T> Plan<T>(EventActivityBinder<NightlyRunState, T> run, NightlyPhase phase)
        where T : class => RequestPlan(run, phase).TransitionTo(StatesOf(phase).Planning);

    private EventActivityBinder<NightlyRunState, T> RunSegments<T>(EventActivityBinder<NightlyRunState, T> run, NightlyPhase phase)
        where T : class => RequestSegments(run, phase).TransitionTo(StatesOf(phase).Running);

    private EventActivityBinder<NightlyRunState, T> Finish<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => run.ThenAsync(_admission.FinishAsync).TransitionTo(Completed);
}
