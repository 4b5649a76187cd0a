using System.Globalization;

namespace Enrollment.Benchmark.Auditing;

/// <summary>The most memory a process has held, by the kernel's account.</summary>
internal static class PeakMemory
{
    public static double Megabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024d;
    }

    /// <summary>From now on only what this process holds from now on counts.</summary>
    public static void Forget()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }
}
