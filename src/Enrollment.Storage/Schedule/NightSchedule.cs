using Enrollment.Domain.Calendar;
using Enrollment.Storage.Nights;

namespace Enrollment.Storage.Schedule;

/// <summary>
/// Decides which night may begin, from the stored state and the time. The clock, the saga, the conditions and the commands use it.
/// </summary>
public sealed class NightSchedule(BusinessCalendar calendar, EnrollmentOptions options)
{
    public BusinessCalendar Calendar { get; } = calendar;

    /// <summary>In days; null for no limit.</summary>
    public int? CatchUpLimit => options.CatchUpLimit;

    /// <summary>
    /// The date to run now: the unfinished one, the one that an operator requested, or the latest that is due; null for none. The first
    /// night of this version of the semantics waits until somebody has seen what it changes.
    /// </summary>
    public DateOnly? Wanted(NightlySchedulerState? state, DateTimeOffset now)
    {
        if (state?.Unfinished is { } unfinished)
            return unfinished;
        if (state is { WaitsForUpgrade: true })
            return null;
        if (Requested(state, now) is { } requested)
            return requested;
        return Due(state, now) is { } due && !IsTooFar(state, due) ? due : null;
    }

    /// <summary>A due night that is so long after the last one that an operator has to allow it; null for none.</summary>
    public DateOnly? WaitsForCatchUp(NightlySchedulerState? state, DateTimeOffset now) =>
        state is { Unfinished: null } && Requested(state, now) is null && Due(state, now) is { } due && IsTooFar(state, due) ? due : null;

    /// <summary>Whether a night of this date needs <c>nightly run --catch-up</c>.</summary>
    public bool IsTooFar(NightlySchedulerState? state, DateOnly date) =>
        CatchUpLimit is { } limit && Last(state) is { } last && date.DayNumber - last.DayNumber > limit;

    /// <summary>The next night, which may be due already.</summary>
    public (DateOnly Date, DateTimeOffset Instant) Next(NightlySchedulerState? state, DateTimeOffset now)
    {
        var latest = Calendar.LatestDue(now);
        var due = state is { Unfinished: null } ? Requested(state, now) ?? Due(state, now) : null;
        var date = due ?? (state?.LastDate > latest ? state.LastDate.Value : latest).AddDays(1);
        return (date, Calendar.NightlyInstant(date));
    }

    /// <summary>The last night that ran, or the last one before the deployment's first start.</summary>
    public DateOnly? Last(NightlySchedulerState? state) => state is null ? null : state.LastDate ?? Calendar.LatestDue(state.Since);

    private DateOnly? Due(NightlySchedulerState? state, DateTimeOffset now)
    {
        var due = Calendar.LatestDue(now);
        return Last(state) is not { } last || due > last ? due : null;
    }

    private DateOnly? Requested(NightlySchedulerState? state, DateTimeOffset now) =>
        state?.Requested is { } date && (state.LastDate is not { } last || date > last) && date <= Calendar.LatestDue(now) ? date : null;
}
