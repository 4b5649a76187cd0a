using Enrollment.Intake.Facts;

namespace Enrollment.Benchmark;

/// <summary>
/// The business dates of the measured runs, in UTC: all past, so that each is due, and in the order in which they are run.
/// </summary>
internal static class BenchmarkDates
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    public static DateOnly Seeded { get; } = Today.AddDays(-40);

    /// <summary>Two runs that warm the worker up, as one that has been running since yesterday is warm.</summary>
    public static DateOnly PilotsPlanned { get; } = Today.AddDays(-21);

    public static DateOnly PilotsOpen { get; } = Today.AddDays(-20);

    public static DateOnly Full { get; } = Today.AddDays(-19);

    public static DateOnly Noop { get; } = Today.AddDays(-18);

    public static DateOnly Daily { get; } = Today.AddDays(-17);

    public static DateOnly RolloverPlanned { get; } = Today.AddDays(-16);

    public static DateOnly Rollover { get; } = Today.AddDays(-15);

    /// <summary>A run sees what occurred up to its nightly instant, so what occurs at noon is seen by the next date's run first.</summary>
    public static DateTimeOffset NoonBefore(DateOnly run) => new(run.AddDays(-1), new TimeOnly(12, 0), TimeSpan.Zero);
}
