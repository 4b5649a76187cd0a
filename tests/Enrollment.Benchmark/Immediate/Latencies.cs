using Enrollment.Benchmark.Results;
using Enrollment.Benchmark.Seeding;

namespace Enrollment.Benchmark.Immediate;

/// <summary>Milliseconds from publish to commit, of many messages.</summary>
internal sealed record Latencies(double P50, double P99, double Longest)
{
    public static Latencies Of(Range people, IReadOnlyList<DateTime> published, IReadOnlyDictionary<string, DateTime> committed)
    {
        var all = JoinMessages
            .Numbers(people)
            .Zip(published, (number, at) => (committed[LearnerFactory.Id(number)] - at).TotalMilliseconds)
            .ToArray();
        return new Latencies(all.Percentile(50), all.Percentile(99), all.Max());
    }

    public override string ToString() => $"p50 {P50:N1} ms, p99 {P99:N1} ms, longest {Longest:N1} ms";
}
