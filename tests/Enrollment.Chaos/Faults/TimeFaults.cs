using Enrollment.Processing.Facts;
using Enrollment.Storage.Access;

namespace Enrollment.Chaos.Faults;

/// <summary>Nights on days that are not like others, clocks that jump, rules that are saved while the night runs.</summary>
internal static class TimeFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("time.hour-skipped", 2, (scene, _) => scene.Clock.ToNext(IsLastSundayOf(3), scene.Cancellation)),
        new("time.hour-twice", 2, (scene, _) => scene.Clock.ToNext(IsLastSundayOf(10), scene.Cancellation)),
        new("time.leap-day", 1, (scene, _) => scene.Clock.ToNext(date => date is { Month: 2, Day: 29 }, scene.Cancellation)),
        new("time.year-end", 2, (scene, _) => scene.Clock.ToNext(date => date is { Month: 1, Day: 1 }, scene.Cancellation)),
        new(
            "time.clock-back",
            4,
            (scene, random) =>
                scene.Clock.BackAndForth(TimeSpan.FromMinutes(random.Next(10, 3000)), TimeSpan.FromSeconds(2), scene.Cancellation)
        ),
        new("time.clock-forward", 4, (scene, random) => scene.Clock.Forward(TimeSpan.FromHours(random.Next(1, 100)), scene.Cancellation))
        {
            Lane = Lane.Quick,
        },
        new("time.rule-saved-at-10-percent", 2, (scene, _) => SaveDuringNight(scene, 0.1)),
        new("time.rule-saved-at-50-percent", 2, (scene, _) => SaveDuringNight(scene, 0.5)),
        new("time.rule-saved-at-90-percent", 2, (scene, _) => SaveDuringNight(scene, 0.9)),
    ];

    private static Func<DateOnly, bool> IsLastSundayOf(int month) =>
        date => date.Month == month && date.DayOfWeek is DayOfWeek.Sunday && date.AddDays(7).Month != month;

    /// <summary>The night has a rule for everybody to carry out; when that part of its segments is done, rules are saved again.</summary>
    private static async Task SaveDuringNight(Scene scene, double part)
    {
        await scene.Publisher.Send(scene.Traffic.Rule(forEverybody: true), scene.Cancellation);
        await scene.For(0.5);
        var night = await scene.Clock.ToNextNight(scene.Cancellation);
        if (!await Wait.Until(async () => await Done(scene, night) >= part, TimeSpan.FromSeconds(20), scene.Cancellation))
            throw new FaultMissedException("the night did not come so far in time");
        if (await Done(scene, night) >= 1)
            throw new FaultMissedException("the night was done already");
        for (var i = 0; i < 3; i++)
            await scene.Publisher.Send(scene.Traffic.Rule(), scene.Cancellation);
    }

    private static Task<double> Done(Scene scene, DateOnly night) =>
        scene.Database.Value<double>(
            $"""
            select (select count(*) from {DatabaseSchema.Name}.mt_doc_segmentresult where id like '{night:yyyy-MM-dd}/Batch/%')::float8
              / nullif((select (data->'work'->>'segments')::float8 from {DatabaseSchema.Name}.mt_doc_phaseplan where id = '{night:yyyy-MM-dd}/Batch'), 0)
            """
        );
}
