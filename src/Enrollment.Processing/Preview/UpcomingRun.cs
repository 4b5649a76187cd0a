using Enrollment.Domain.Calendar;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>The nightly run that will use what is saved now.</summary>
/// <param name="Date">Its business date.</param>
/// <param name="Unfinished">A run in progress, whose changes are partly stored.</param>
/// <param name="Missed">A run that is due and has not started. It runs first.</param>
/// <param name="WaitsForUpgrade">It does not begin before somebody has seen what this version of the semantics changes.</param>
public sealed record UpcomingRun(DateOnly Date, DateOnly? Unfinished, DateOnly? Missed, bool WaitsForUpgrade)
{
    /// <summary>Finds the run after an instant.</summary>
    public static async Task<UpcomingRun> After(
        IQuerySession session,
        BusinessCalendar calendar,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var state = await NightlySchedulerState.FindAsync(session, cancellationToken);
        var due = calendar.LatestDue(now);
        var isMissed = state is not null && (state.LastDate is { } last ? due > last : calendar.NightlyInstant(due) >= state.Since);
        var latest = state?.LastDate > due ? state.LastDate.Value : due;
        return new UpcomingRun(latest.AddDays(1), state?.Unfinished, isMissed ? due : null, state?.WaitsForUpgrade == true);
    }
}
