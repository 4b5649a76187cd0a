namespace Enrollment.Benchmark.Restart;

/// <summary>Milliseconds from publish to commit, median of 40 joins.</summary>
/// <param name="First">The first that a worker handled after it said that it was ready.</param>
/// <param name="Warm">Later ones of the same worker.</param>
internal sealed record RestartFigures(double First, double Warm);
