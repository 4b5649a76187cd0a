using Enrollment.Benchmark.Nights;

namespace Enrollment.Benchmark;

/// <summary>One run of the whole benchmark.</summary>
internal sealed class BenchmarkRun(Settings settings, CancellationToken cancellation)
{
    public async Task<int> Execute(string? json)
    {
        var nights = new NightBench(settings, cancellation);
        for (var i = 1; i <= 1; i++)
            await nights.Small(i);
        Console.WriteLine(json);
        return 0;
    }
}
