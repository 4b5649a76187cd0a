using Enrollment.Domain.Calendar;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Chaos;

/// <summary>
/// The deployment's time: runs at real speed, and is moved from night to night. Only forward, but for a jump back that is taken back.
/// </summary>
internal sealed class VirtualClock(IDocumentStore store) : IDisposable
{
    public const string Zone = "Europe/Berlin";
    public const string NightlyAt = "02:30";

    /// <summary>No machine's clock is put further apart than this.</summary>
    public const int MostMinutesApart = 45;

    private static readonly DateTimeOffset Beginning = new(2027, 12, 28, 11, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ForTheNight = TimeSpan.FromSeconds(40);
    private readonly SemaphoreSlim _one = new(1);
    private ClockSetting _setting = new(Beginning, DateTimeOffset.UtcNow, Running: true);

    /// <summary>Its nights: in spring 02:30 is skipped once, in autumn it comes twice.</summary>
    public static BusinessCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById(Zone), new TimeOnly(2, 30));

    public DateTimeOffset Now => _setting.TimeAt(DateTimeOffset.UtcNow);

    public Task Begin(CancellationToken cancellationToken) => Set(Beginning, cancellationToken);

    /// <summary>The next night begins.</summary>
    public Task<DateOnly> ToNextNight(CancellationToken cancellationToken) => ToNext(_ => true, cancellationToken);

    /// <summary>The next night of such a date begins: months of nights may be missed. Returns when its run has begun.</summary>
    /// <exception cref="Faults.FaultMissedException">It did not begin in time: the one before had no end.</exception>
    public async Task<DateOnly> ToNext(Func<DateOnly, bool> isIt, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            DateOnly? last = null;
            if (
                !await Wait.Until(
                    async () => (await Ledger(cancellationToken)) is { Unfinished: null } ledger && Last(ledger, out last),
                    ForTheNight,
                    cancellationToken
                )
            )
                throw new Faults.FaultMissedException("the night before does not end");
            var date = last!.Value.AddDays(1);
            while (!isIt(date))
                date = date.AddDays(1);
            await Set(Calendar.NightlyInstant(date), cancellationToken);
            return await Wait.Until(async () => (await Ledger(cancellationToken))?.LastDate >= date, ForTheNight, cancellationToken)
                ? date
                : throw new Faults.FaultMissedException($"the night of {date:yyyy-MM-dd} does not begin");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The date of the night that begins next, if the clock is not moved before.</summary>
    public async Task<DateOnly> NextDate(CancellationToken cancellationToken)
    {
        var due = Calendar.LatestDue(Now);
        return ((await Ledger(cancellationToken))?.LastDate is { } last && last > due ? last : due).AddDays(1);
    }

    /// <summary>
    /// The next night is due; whether it begins all the same while it is watched. Nobody else moves the clock until the hindrance has
    /// ended.
    /// </summary>
    public async Task<bool> BeginsInSpite(TimeSpan watch, Func<Task> endHindrance, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (
                !await Wait.Until(
                    async () => (await Ledger(cancellationToken)) is { Unfinished: null } ledger && Last(ledger, out _),
                    ForTheNight,
                    cancellationToken
                )
            )
                throw new Faults.FaultMissedException("the night before does not end");
            var date = await NextDate(cancellationToken);
            // Due by every clock that is apart by less.
            await Set(Calendar.NightlyInstant(date) + TimeSpan.FromMinutes(MostMinutesApart), cancellationToken);
            var began = await Wait.Until(async () => (await Ledger(cancellationToken))?.LastDate >= date, watch, cancellationToken);
            await endHindrance();
            return began;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task BackAndForth(TimeSpan back, TimeSpan meanwhile, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var from = Now;
            await Set(from - back, cancellationToken);
            await Task.Delay(meanwhile, cancellationToken);
            await Set(from + meanwhile, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task Forward(TimeSpan by, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Set(Now + by, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool Last(NightlyLedger ledger, out DateOnly? last)
    {
        var due = Calendar.LatestDue(Now);
        last = ledger.LastDate > due ? ledger.LastDate : due;
        // A night that is due already is not passed over.
        return ledger.LastDate is null || ledger.LastDate >= due;
    }

    private async Task<NightlyLedger?> Ledger(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken);
    }

    private async Task Set(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (!await Wait.Until(Write, TimeSpan.FromMinutes(2), cancellationToken))
            return;
        // Facts are dated by it only when every worker had time to see it: the door refuses what lies ahead.
        var setting = new ClockSetting(instant.ToUniversalTime(), DateTimeOffset.UtcNow, Running: true);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        _setting = setting;

        async Task<bool> Write()
        {
            await ClockSetting.Set(store, instant, running: true, cancellationToken);
            return true;
        }
    }
}
