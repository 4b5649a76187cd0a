namespace Enrollment.Benchmark.Immediate;

/// <summary>What was measured of the path of a message: of the worker, or of the least a consumer can do.</summary>
internal sealed record ImmediateFigures
{
    /// <summary>Messages each second, for each burst.</summary>
    public IReadOnlyList<double> PerSecond { get; init; } = [];

    /// <summary>At an even rate, for each repetition.</summary>
    public IReadOnlyList<Latencies> Latencies { get; init; } = [];
}
