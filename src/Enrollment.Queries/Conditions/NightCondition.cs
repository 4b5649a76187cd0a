using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>A night is due but does not start, waits for an operator, or makes no progress.</summary>
public sealed class NightCondition(IDocumentStore store, NightSchedule schedule, TimeProvider timeProvider, MachineClock machine)
    : ICondition
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    public string Name => "night";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        if (await NightlySchedulerState.FindAsync(session, cancellationToken) is not { } state)
            return null;
        var sentence = state.Unfinished is { } date
            ? OfRun(date, await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken))
            : OfSchedule(state, timeProvider.GetUtcNow());
        return sentence is null ? null : new ConditionProblem(sentence);
    }

    private string? OfRun(DateOnly date, NightlyRunDocument? run)
    {
        var since = run is null ? DateTimeOffset.MinValue : run.ProgressedAt ?? run.LastHeard;
        if (machine.Now - since <= Tolerated)
            return null;
        return run is null ? NightProblemText.RunNotStored(date) : NightProblemText.Stalled(date, run.CurrentState, since);
    }

    private string? OfSchedule(NightlySchedulerState state, DateTimeOffset now)
    {
        if (schedule.WaitsForCatchUp(state, now) is { } waiting)
            return NightProblemText.CatchUpNeeded(waiting, schedule.CatchUpLimit, schedule.Last(state));
        if (schedule.Wanted(state, now) is not { } due || now - schedule.Calendar.NightlyInstant(due) <= Tolerated)
            return null;
        return NightProblemText.NotStarted(due);
    }
}
