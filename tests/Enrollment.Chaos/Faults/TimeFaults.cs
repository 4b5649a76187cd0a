using Enrollment.Processing.Facts;
using Enrollment.Storage.Access;

namespace Enrollment.Chaos.Faults;

/// <summary>Nights on days that are not like others, clocks that jump, rules that are saved while the night runs.</summary>
internal static class TimeFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("time.hour-skipped", 2, (environment, _) => environment.Clock.ToNextAsync(IsLastSundayOf(3), environment.CancellationToken)),
        new("time.hour-twice", 2, (environment, _) => environment.Clock.ToNextAsync(IsLastSundayOf(10), environment.CancellationToken)),
        new(
            "time.leap-day",
            1,
            (environment, _) => environment.Clock.ToNextAsync(date => date is { Month: 2, Day: 29 }, environment.CancellationToken)
        ),
        new(
            "time.year-end",
            2,
            (environment, _) => environment.Clock.ToNextAsync(date => date is { Month: 1, Day: 1 }, environment.CancellationToken)
        ),
        new(
            "time.clock-back",
            4,
            (environment, random) =>
                environment.Clock.JumpBackAndForthAsync(
                    TimeSpan.FromMinutes(random.Next(10, 3000)),
                    TimeSpan.FromSeconds(2),
                    environment.CancellationToken
                )
        ),
        new(
            "time.clock-forward",
            4,
            (environment, random) =>
                environment.Clock.JumpForwardAsync(TimeSpan.FromHours(random.Next(1, 100)), environment.CancellationToken)
        )
        {
            Lane = Lane.Quick,
        },
        new("time.rule-saved-at-10-percent", 2, (environment, _) => SaveDuringNightAsync(environment, 0.1)),
        new("time.rule-saved-at-50-percent", 2, (environment, _) => SaveDuringNightAsync(environment, 0.5)),
        new("time.rule-saved-at-90-percent", 2, (environment, _) => SaveDuringNightAsync(environment, 0.9)),
    ];

    private static Func<DateOnly, bool> IsLastSundayOf(int month) =>
        date => date.Month == month && date.DayOfWeek is DayOfWeek.Sunday && date.AddDays(7).Month != month;

    /// <summary>The night has a rule for everybody to carry out; when that part of its segments is done, rules are saved again.</summary>
    private static async Task SaveDuringNightAsync(ChaosEnvironment environment, double part)
    {
        await environment.Publisher.SendAsync(environment.Traffic.Rule(forEverybody: true), environment.CancellationToken);
        await environment.DelayAsync(0.5);
        var night = await environment.Clock.ToNextNightAsync(environment.CancellationToken);
        if (
            !await Polling.UntilAsync(
                async () => await DoneAsync(environment, night) >= part,
                TimeSpan.FromSeconds(20),
                environment.CancellationToken
            )
        )
            throw new FaultMissedException("the night did not come so far in time");
        if (await DoneAsync(environment, night) >= 1)
            throw new FaultMissedException("the night was done already");
        for (var i = 0; i < 3; i++)
            await environment.Publisher.SendAsync(environment.Traffic.Rule(), environment.CancellationToken);
    }

    private static Task<double> DoneAsync(ChaosEnvironment environment, DateOnly night) =>
        environment.Database.ValueAsync<double>(
            $"""
            select (select count(*) from {DatabaseSchema.Name}.mt_doc_segmentresult where id like '{night:yyyy-MM-dd}/Batch/%')::float8
              / nullif((select (data->'work'->>'segments')::float8
                from {DatabaseSchema.Name}.mt_doc_phaseplan where id = '{night:yyyy-MM-dd}/Batch'), 0)
            """
        );
}
