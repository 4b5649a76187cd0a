namespace Enrollment.Benchmark.Completions;

/// <summary>What one more completion of one enrollment costs, in microseconds, by how many it has.</summary>
/// <param name="AtFew">At 500.</param>
/// <param name="AtMany">At 5,000.</param>
internal sealed record CompletionFigures(double AtFew, double AtMany);
