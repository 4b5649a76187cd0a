using System.Text.Json;

namespace Enrollment.Benchmark.Results;

/// <summary>The figures for machines: one flat object of names and numbers.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task WriteAsync(string path, Measurements measured)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["learners"] = measured.Settings.Learners,
            ["learners_small"] = measured.Settings.Small,
            ["cpu_count"] = Environment.ProcessorCount,
        };
        foreach (var figure in Figures.Of(measured))
        {
            Add(numbers, figure.Name, figure.Ratio);
            Add(numbers, figure.Measured.Name, figure.Measured.Values);
            Add(numbers, figure.Against.Name, figure.Against.Values);
        }

        foreach (var (name, values) in Others(measured))
            Add(numbers, name, values);
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, numbers, Indented);
    }

    private static void Add(SortedDictionary<string, double> numbers, string name, Series values)
    {
        if (values.IsEmpty)
            return;
        numbers[name] = values.Median;
        if (values.Values.Count > 1)
            (numbers[$"{name}_low"], numbers[$"{name}_high"]) = (values.Low, values.High);
    }

    private static IEnumerable<NamedSeries> Others(Measurements measured)
    {
        foreach (var (size, nights) in new[] { ("small", measured.Small), ("large", measured.Large is { } large ? [large] : []) })
        {
            yield return new($"night_full_seconds_{size}", Series.Of(nights, night => night.Full.Seconds));
            yield return new($"night_full_per_second_{size}", Series.Of(nights, night => night.Full.PerSecond));
            yield return new($"night_noop_seconds_{size}", Series.Of(nights, night => night.Noop.Seconds));
            yield return new($"night_memory_mb_{size}", Series.Of(nights, night => night.PeakMegabytes));
            yield return new($"announce_per_second_{size}", Series.Of(nights, night => night.AnnouncedPerSecond));
            yield return new($"announce_drain_per_second_{size}", Series.Of(nights, night => night.AnnouncedToTheEndPerSecond));
            yield return new($"verify_memory_mb_{size}", Series.Of(nights, night => night.Audit?.VerifyMegabytes));
            yield return new($"asof_ms_{size}", Series.Of(nights, night => night.AsOf?.P50));
            yield return new($"asof_p95_ms_{size}", Series.Of(nights, night => night.AsOf?.P95));
            yield return new($"storage_bytes_per_enrollment_{size}", Series.Of(nights, night => night.BytesPerEnrollment));
        }

        yield return new("rollover_seconds", Series.Of(measured.Small, night => night.Rollover?.Seconds));
        foreach (
            var (name, latencies) in new[] { ("", measured.Worker?.Latencies ?? []), ("_one_row", measured.Reference?.Latencies ?? []) }
        )
        {
            yield return new($"immediate_latency{name}_p50_ms", Series.Of(latencies, one => one.P50));
            yield return new($"immediate_latency{name}_longest_ms", Series.Of(latencies, one => one.Longest));
        }
    }
}
