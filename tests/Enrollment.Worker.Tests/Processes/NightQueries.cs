using Enrollment.Domain.Calendar;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>The nights of a company, as its database tells of them.</summary>
internal static class NightQueries
{
    public static readonly DateOnly First = new(2026, 5, 2);

    public static readonly DateOnly Second = First.AddDays(1);

    private static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    /// <summary>The clock comes to the night: the workers begin it by themselves, or go on with what is not finished.</summary>
    public static Task Comes(this Company company, DateOnly night) =>
        ClockSetting.SetAsync(company.Store, Calendar.NightlyInstant(night), running: false);

    public static Task<NightlyRunDocument?> Run(this Company company, DateOnly night) =>
        company.Read(session => session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(night)));

    public static async Task<NightlyRunDocument> Ends(this Company company, DateOnly night) =>
        (await Eventually.Be(() => company.Run(night), run => run?.CompletedAt is not null, seconds: 60))!;

    public static Task HasBegun(this Company company, DateOnly night) => Eventually.Be(() => company.Run(night), run => run is not null);

    public static Task IsPlanned(this Company company, DateOnly night, NightlyPhase phase) =>
        Eventually.Be(() => company.Planned(night, phase), plan => plan is not null, seconds: 60);

    /// <summary>Waits until that part of a phase is committed, whether the saga knows it yet or not.</summary>
    public static async Task HasDone(this Company company, DateOnly night, NightlyPhase phase, double part)
    {
        await company.IsPlanned(night, phase);
        var segments = (await company.Planned(night, phase))!.Work.Segments;
        await Eventually.Be(() => company.Done(night, phase), done => done >= part * segments, seconds: 60);
    }

    public static Task<int> Done(this Company company, DateOnly night, NightlyPhase phase) =>
        company.Read(session => session.Query<SegmentResult>().CountAsync(result => result.BusinessDate == night && result.Phase == phase));

    private static Task<PhasePlan?> Planned(this Company company, DateOnly night, NightlyPhase phase) =>
        company.Read(session => session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(night, phase)));
}
