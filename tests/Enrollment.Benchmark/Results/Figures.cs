using Enrollment.Benchmark.Completions;
using Enrollment.Benchmark.Immediate;
using Enrollment.Benchmark.Nights;

namespace Enrollment.Benchmark.Results;

/// <summary>The figures with their bars and aims; those of them that were measured.</summary>
internal sealed class Figures(Measurements measured)
{
    private const string PerSecond = "/s";
    private const string Seconds = "s";

    public static IReadOnlyList<Figure> Of(Measurements measured)
    {
        var figures = new Figures(measured);
        Figure[] all =
        [
            .. figures.Night(),
            figures.Rollover(),
            figures.Throughput(),
            figures.Latency(),
            figures.Announce(),
            .. figures.Audit(),
            .. figures.Completions(),
            figures.Restart(),
        ];
        return [.. all.Where(figure => !figure.Ratio.IsEmpty)];
    }

    /// <summary>Other figures have nights too, without everything that would make them comparable.</summary>
    private IEnumerable<Figure> Night() => measured.Settings.Measures(Settings.Night) ? [Full(), Noop(), Daily(), Growth(), Memory()] : [];

    private Figure Full() =>
        InPairs(
            "night_full_ratio",
            "night_full_per_second",
            Small(night => night.Full.PerSecond),
            "night_full_copy_per_second",
            Small(night => night.CopyPerSecond),
            bar: 0.15,
            aim: 0.4
        );

    private Figure Noop() =>
        InPairs(
            "night_noop_ratio",
            "night_noop_seconds_large",
            Large(night => night.Noop.Seconds),
            "night_full_seconds_large",
            Large(night => night.Full.Seconds),
            bar: 0.02,
            aim: 0.005,
            Seconds
        );

    private Figure Daily() =>
        AgainstSmall("night_daily_ratio", "night_daily_seconds", Seconds, night => night.Daily?.Seconds, bar: 1.5, aim: 1.1);

    private Figure Growth() =>
        AgainstSmall(
            "night_growth_ratio",
            "night_full_microseconds_per_enrollment",
            "µs",
            night => night.SecondsPerEnrollment * 1e6,
            bar: 1.25,
            aim: 1.05
        );

    private Figure Memory()
    {
        var peak = Large(night => night.PeakMegabytes);
        return new Figure("night_memory_mb", "MB", new NamedSeries("night_memory_mb", peak), NamedSeries.Nothing, peak, Bar: 512, Aim: 256);
    }

    private Figure Rollover() =>
        InPairs(
            "rollover_ratio",
            "rollover_per_second",
            Small(night => night.Rollover?.PerSecond),
            "night_full_per_second",
            Small(night => night.Full.PerSecond),
            bar: 0.5,
            aim: 1
        );

    private Figure Throughput()
    {
        var (worker, reference) = (new Series(measured.Worker?.PerSecond ?? []), new Series(measured.Reference?.PerSecond ?? []));
        return new Figure(
            "immediate_throughput_ratio",
            PerSecond,
            new NamedSeries("immediate_throughput_per_second", worker),
            new NamedSeries("immediate_throughput_acknowledged_per_second", reference),
            worker.ByMedian(reference),
            Bar: 0.25,
            Aim: 0.5
        );
    }

    private Figure Latency()
    {
        var (worker, reference) = (P99(measured.Worker), P99(measured.Reference));
        return new Figure(
            "immediate_latency_ratio",
            "ms",
            new NamedSeries("immediate_latency_p99_ms", worker),
            new NamedSeries("immediate_latency_one_row_p99_ms", reference),
            worker.ByMedian(reference),
            Bar: 3,
            Aim: 1.5
        );
    }

    private Figure Announce() =>
        InPairs(
            "announce_ratio",
            "announce_per_second",
            Small(night => night.AnnouncedPerSecond),
            "announce_bare_per_second",
            Small(night => night.BarePerSecond),
            bar: 0.3,
            aim: 0.7
        );

    private IEnumerable<Figure> Audit() =>
        [
            InPairs(
                "verify_ratio",
                "verify_per_second",
                Small(night => night.Audit?.VerifiedPerSecond),
                "verify_copy_per_second",
                Small(night => night.Audit?.CopiedPerSecond),
                bar: 0.2,
                aim: 0.5
            ),
            InPairs(
                "verify_ratio_large",
                "verify_per_second_large",
                Large(night => night.Audit?.VerifiedPerSecond),
                "verify_copy_per_second_large",
                Large(night => night.Audit?.CopiedPerSecond),
                bar: 0.2,
                aim: 0.5
            ),
            Alone("asof_ms", Small(night => night.AsOf?.P50)),
            Alone("asof_p95_ms", Small(night => night.AsOf?.P95)),
        ];

    private IEnumerable<Figure> Completions() =>
        [
            Completion("completion_growth_ratio", "completion", entry => entry.Periods),
            Completion("completion_growth_ratio_nothing", "completion_nothing", entry => entry.Nothing),
        ];

    private Figure Completion(
        string name,
        string value,
        Func<(CompletionFigures Nothing, CompletionFigures Periods), CompletionFigures> kind
    ) =>
        InPairs(
            name,
            $"{value}_us_at_5000",
            Series.Of(measured.Completions, entry => kind(entry).AtMany),
            $"{value}_us_at_500",
            Series.Of(measured.Completions, entry => kind(entry).AtFew),
            bar: 3,
            aim: 1.5,
            "µs"
        );

    private Figure Restart() =>
        InPairs(
            "restart_latency_ratio",
            "restart_latency_first_ms",
            Series.Of(measured.Restarts, one => one.First),
            "restart_latency_warm_ms",
            Series.Of(measured.Restarts, one => one.Warm),
            bar: 3,
            aim: 1.5,
            "ms"
        );

    private static Figure Alone(string name, Series milliseconds) =>
        new(name, "ms", new NamedSeries(name, milliseconds), NamedSeries.Nothing, milliseconds);

    private static Figure InPairs(
        string name,
        string valueName,
        Series value,
        string againstName,
        Series against,
        double bar,
        double aim,
        string unit = PerSecond
    ) => new(name, unit, new NamedSeries(valueName, value), new NamedSeries(againstName, against), value.By(against), bar, aim);

    private Figure AgainstSmall(string name, string valueName, string unit, Func<NightFigures, double?> value, double bar, double aim)
    {
        var (large, small) = (Large(value), Small(value));
        return new Figure(
            name,
            unit,
            new NamedSeries($"{valueName}_large", large),
            new NamedSeries($"{valueName}_small", small),
            large.ByEach(small),
            bar,
            aim
        );
    }

    private Series Small(Func<NightFigures, double?> value) => Series.Of(measured.Small, value);

    private Series Large(Func<NightFigures, double?> value) => measured.Large is { } large ? Series.Of(value(large)) : Series.Of();

    private static Series P99(ImmediateFigures? figures) => Series.Of(figures?.Latencies ?? [], latencies => latencies.P99);
}
