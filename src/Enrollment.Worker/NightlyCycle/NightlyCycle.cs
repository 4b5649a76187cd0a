using Enrollment.Contracts;
using MassTransit;
using static Enrollment.Worker.NightlyCycle.NightlySteps;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>
/// A run of the night from its start to its counts. Commands are sent after the state is saved; those lost in between are sent again when the
/// clock repeats its start. Every answer may come twice and is taken once.
/// </summary>
public sealed class NightlyCycle : MassTransitStateMachine<NightlyCycleState>
{
    public NightlyCycle(NightlyRuns runs)
    {
        InstanceState(run => run.CurrentState);
        Event(() => Start, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => BatchSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverPlanned, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));
        Event(() => RolloverSegment, e => e.CorrelateById(m => NightlyRun.IdOf(m.Message.BusinessDate)));

        Initially(
            When(Start).IfElseAsync(runs.TryStart, PlanBatch, notNow => notNow.Finalize()));

        During(PlanningBatch,
            When(Start).If(IsSilent, AskForBatchPlan),
            When(BatchPlanned).Then(TakeBatchPlan).IfElse(IsBatchDone, PlanRollover, RunBatch));

        During(RunningBatch,
            When(Start).If(IsSilent, AskForBatchSegments),
            When(BatchSegment).Then(CountBatchSegment).If(IsBatchDone, PlanRollover),
            Ignore(BatchPlanned));

        During(PlanningRollover,
            When(Start).If(IsSilent, AskForRolloverPlan),
            When(RolloverPlanned).Then(TakeRolloverPlan).IfElse(IsRolloverDone, done => Finish(done, runs), RunRollover),
            Ignore(BatchPlanned),
            Ignore(BatchSegment));

        During(RunningRollover,
            When(Start).If(IsSilent, AskForRolloverSegments),
            When(RolloverSegment).Then(CountRolloverSegment).If(IsRolloverDone, done => Finish(done, runs)),
            Ignore(BatchPlanned),
            Ignore(BatchSegment),
            Ignore(RolloverPlanned));

        During(Completed,
            Ignore(Start),
            Ignore(BatchPlanned),
            Ignore(BatchSegment),
            Ignore(RolloverPlanned),
            Ignore(RolloverSegment));

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

    private EventActivityBinder<NightlyCycleState, T> PlanBatch<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForBatchPlan(run).TransitionTo(PlanningBatch);

    private EventActivityBinder<NightlyCycleState, T> RunBatch<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForBatchSegments(run).TransitionTo(RunningBatch);

    private EventActivityBinder<NightlyCycleState, T> PlanRollover<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForRolloverPlan(run).TransitionTo(PlanningRollover);

    private EventActivityBinder<NightlyCycleState, T> RunRollover<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => AskForRolloverSegments(run).TransitionTo(RunningRollover);

    private EventActivityBinder<NightlyCycleState, T> Finish<T>(EventActivityBinder<NightlyCycleState, T> run, NightlyRuns runs)
        where T : class => run.ThenAsync(runs.Finish).TransitionTo(Completed);
}
