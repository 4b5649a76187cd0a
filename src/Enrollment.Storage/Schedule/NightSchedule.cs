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
    /// The date to run now: the unfinished one, the one that an operator requested, or the latest that is due; null for none.
    /// </summary>
    public DateOnly? Wanted(NightlyLedger? ledger, DateTimeOffset now)
    {
        if (ledger?.Unfinished is { } unfinished)
            return unfinished;
        if (Requested(ledger, now) is { } requested)
            return requested;
        return Due(ledger, now) is { } due && !IsTooFar(ledger, due) ? due : null;
    }

    /// <summary>A due night that is so long after the last one that an operator has to allow it; null for none.</summary>
    public DateOnly? WaitsForCatchUp(NightlyLedger? ledger, DateTimeOffset now) =>
        ledger is { Unfinished: null } && Requested(ledger, now) is null && Due(ledger, now) is { } due && IsTooFar(ledger, due)
            ? due
            : null;

    /// <summary>Whether a night of this date needs <c>nightly run --catch-up</c>.</summary>
    public bool IsTooFar(NightlyLedger? ledger, DateOnly date) =>
        CatchUpLimit is { } limit && Last(ledger) is { } last && date.DayNumber - last.DayNumber > limit;

    /// <summary>The next night, which may be due already.</summary>
    public (DateOnly Date, DateTimeOffset Instant) Next(NightlyLedger? ledger, DateTimeOffset now)
    {
        var latest = Calendar.LatestDue(now);
        var due = ledger is { Unfinished: null } ? Requested(ledger, now) ?? Due(ledger, now) : null;
        var date = due ?? (ledger?.LastDate > latest ? ledger.LastDate.Value : latest).AddDays(1);
        return (date, Calendar.NightlyInstant(date));
    }

    /// <summary>The last night that ran, or the last one before the deployment's first start.</summary>
    public DateOnly? Last(NightlyLedger? ledger) => ledger is null ? null : ledger.LastDate ?? Calendar.LatestDue(ledger.Since);

    private DateOnly? Due(NightlyLedger? ledger, DateTimeOffset now)
    {
        var due = Calendar.LatestDue(now);
        return Last(ledger) is not { } last || due > last ? due : null;
    }

    private DateOnly? Requested(NightlyLedger? ledger, DateTimeOffset now) =>
        ledger?.Requested is { } date && (ledger.LastDate is not { } last || date > last) && date <= Calendar.LatestDue(now) ? date : null;
}
