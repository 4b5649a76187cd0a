using System.Diagnostics;

namespace Enrollment.Benchmark.Restart;

/// <summary>Processes that do nothing but take processor time.</summary>
internal sealed class CpuLoad : IDisposable
{
    private readonly Process[] _processes;

    private CpuLoad(int processes) =>
        _processes = [.. Enumerable.Range(0, processes).Select(_ => Process.Start("sh", ["-c", "while :; do :; done"]))];

    public static CpuLoad With(int processes) => new(processes);

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }
    }
}
