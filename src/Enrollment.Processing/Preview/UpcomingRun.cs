using Enrollment.Domain.Calendar;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Preview;

/// <summary>The night that will see what is saved now.</summary>
/// <param name="Date">Its business date.</param>
/// <param name="Unfinished">A night that is under way, whose changes are stored in part.</param>
/// <param name="Missed">A night that is due and has not begun; it comes first.</param>
public sealed record UpcomingRun(DateOnly Date, DateOnly? Unfinished, DateOnly? Missed)
{
    /// <summary>As of an instant.</summary>
    public static async Task<UpcomingRun> After(
        IQuerySession session,
        BusinessCalendar calendar,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var ledger = await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken);
        var due = calendar.LatestDue(now);
        var isMissed = ledger is not null && (ledger.LastDate is { } last ? due > last : calendar.NightlyInstant(due) >= ledger.Since);
        var latest = ledger?.LastDate > due ? ledger.LastDate.Value : due;
        return new UpcomingRun(latest.AddDays(1), ledger?.Unfinished, isMissed ? due : null);
    }
}
