using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>A night stands still: it is due and does not begin, waits for an operator, or does not come further.</summary>
internal sealed class NightCondition(IDocumentStore store, NightSchedule schedule, TimeProvider time, MachineClock machine) : ICondition
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    public string Name => "night";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken) is not { } state)
            return null;
        var sentence = state.Unfinished is { } date
            ? OfRun(date, await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken))
            : OfSchedule(state, time.GetUtcNow());
        return sentence is null ? null : new ConditionProblem(sentence);
    }

    private string? OfRun(DateOnly date, NightlyRunDocument? run)
    {
        var since = run is null ? DateTimeOffset.MinValue : run.ProgressedAt ?? run.LastHeard;
        if (machine.Now - since <= Tolerated)
            return null;
        return run is null
            ? $"The night of {date:yyyy-MM-dd} is noted as begun, and its run is not stored."
            : $"The night of {date:yyyy-MM-dd} ({run.CurrentState}) has not come further since {since.UtcDateTime:yyyy-MM-ddTHH:mm}Z: "
                + "see enrollctl nightly status --watch and the workers' logs.";
    }

    private string? OfSchedule(NightlySchedulerState state, DateTimeOffset now)
    {
        if (schedule.WaitsForCatchUp(state, now) is { } waiting)
            return CatchUpNeeded(state, waiting);
        if (schedule.Wanted(state, now) is not { } due || now - schedule.Calendar.NightlyInstant(due) <= Tolerated)
            return null;
        return $"The night of {due:yyyy-MM-dd} is due and neither run nor running: "
            + "is a worker with Enrollment:NightlyClock at work, and ready?";
    }

    private string CatchUpNeeded(NightlySchedulerState state, DateOnly date) =>
        $"The night of {date:yyyy-MM-dd} does not begin by itself: it is more than {schedule.CatchUpLimit} days "
        + $"(Enrollment:MaxCatchUpDays) after the last one, {schedule.Last(state):yyyy-MM-dd}. "
        + "Either the system stood still for long, or a clock is wrong. "
        + "Where the clocks are right: enrollctl nightly run --catch-up --reason TEXT.";
}
