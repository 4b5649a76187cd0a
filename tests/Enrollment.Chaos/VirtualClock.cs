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
    public const int MaxClockOffsetMinutes = 45;

    private static readonly DateTimeOffset Beginning = new(2027, 12, 28, 11, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan NightTimeout = TimeSpan.FromSeconds(40);
    private readonly SemaphoreSlim _lock = new(1);
    private ClockSetting _setting = new(Beginning, DateTimeOffset.UtcNow, Running: true);

    /// <summary>Its nights: in spring 02:30 is skipped once, in autumn it comes twice.</summary>
    public static BusinessCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById(Zone), new TimeOnly(2, 30));

    public DateTimeOffset Now => _setting.TimeAt(DateTimeOffset.UtcNow);

    public Task BeginAsync(CancellationToken cancellationToken) => SetAsync(Beginning, cancellationToken);

    /// <summary>The next night begins.</summary>
    public Task<DateOnly> ToNextNightAsync(CancellationToken cancellationToken) => ToNextAsync(_ => true, cancellationToken);

    /// <summary>The next night of such a date begins: months of nights may be missed. Returns when its run has begun.</summary>
    /// <exception cref="Faults.FaultMissedException">It did not begin in time: the one before had no end.</exception>
    public async Task<DateOnly> ToNextAsync(Func<DateOnly, bool> isIt, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            DateOnly? last = null;
            if (
                !await Polling.UntilAsync(
                    async () => (await LoadLedgerAsync(cancellationToken)) is { Unfinished: null } ledger && Last(ledger, out last),
                    NightTimeout,
                    cancellationToken
                )
            )
                throw new Faults.FaultMissedException("the night before does not end");
            var date = last!.Value.AddDays(1);
            while (!isIt(date))
                date = date.AddDays(1);
            await SetAsync(Calendar.NightlyInstant(date), cancellationToken);
            return await Polling.UntilAsync(
                async () => (await LoadLedgerAsync(cancellationToken))?.LastDate >= date,
                NightTimeout,
                cancellationToken
            )
                ? date
                : throw new Faults.FaultMissedException($"the night of {date:yyyy-MM-dd} does not begin");
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>The date of the night that begins next, if the clock is not moved before.</summary>
    public async Task<DateOnly> NextDateAsync(CancellationToken cancellationToken)
    {
        var due = Calendar.LatestDue(Now);
        return ((await LoadLedgerAsync(cancellationToken))?.LastDate is { } last && last > due ? last : due).AddDays(1);
    }

    /// <summary>
    /// The next night is due; whether it begins all the same while it is watched. Nobody else moves the clock until the hindrance has
    /// ended.
    /// </summary>
    public async Task<bool> NightBeginsDespiteAsync(TimeSpan watch, Func<Task> endHindrance, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            if (
                !await Polling.UntilAsync(
                    async () => (await LoadLedgerAsync(cancellationToken)) is { Unfinished: null } ledger && Last(ledger, out _),
                    NightTimeout,
                    cancellationToken
                )
            )
                throw new Faults.FaultMissedException("the night before does not end");
            var date = await NextDateAsync(cancellationToken);
            // Due by every clock that is apart by less.
            await SetAsync(Calendar.NightlyInstant(date) + TimeSpan.FromMinutes(MaxClockOffsetMinutes), cancellationToken);
            var began = await Polling.UntilAsync(
                async () => (await LoadLedgerAsync(cancellationToken))?.LastDate >= date,
                watch,
                cancellationToken
            );
            await endHindrance();
            return began;
        }
        finally
        {
            _lock.Release();
        }
    }

    public async Task JumpBackAndForthAsync(TimeSpan back, TimeSpan meanwhile, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            var from = Now;
            await SetAsync(from - back, cancellationToken);
            await Task.Delay(meanwhile, cancellationToken);
            await SetAsync(from + meanwhile, cancellationToken);
        }
        finally
        {
            _lock.Release();
        }
    }

    public async Task JumpForwardAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            await SetAsync(Now + by, cancellationToken);
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    private bool Last(NightlySchedulerState ledger, out DateOnly? last)
    {
        var due = Calendar.LatestDue(Now);
        last = ledger.LastDate > due ? ledger.LastDate : due;
        // A night that is due already is not passed over.
        return ledger.LastDate is null || ledger.LastDate >= due;
    }

    private async Task<NightlySchedulerState?> LoadLedgerAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken);
    }

    private async Task SetAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (!await Polling.UntilAsync(Write, TimeSpan.FromMinutes(2), cancellationToken))
            return;
        // Facts are dated by it only after every worker had time to read it: validation rejects instants in the future.
        var setting = new ClockSetting(instant.ToUniversalTime(), DateTimeOffset.UtcNow, Running: true);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        _setting = setting;

        async Task<bool> Write()
        {
            await ClockSetting.SetAsync(store, instant, running: true, cancellationToken);
            return true;
        }
    }
}
