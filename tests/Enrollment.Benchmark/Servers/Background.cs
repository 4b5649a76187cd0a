using System.Diagnostics;

namespace Enrollment.Benchmark.Servers;

/// <summary>.NET programs in processes of their own.</summary>
internal static class Background
{
    /// <summary>What it prints goes straight to the file, past this process.</summary>
    public static Process Start(string assembly, IEnumerable<string> arguments, string log, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec dotnet \"$@\" </dev/null >\"$log\" 2>&1", "sh", log, assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task Stop(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
