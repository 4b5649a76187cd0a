using System.Diagnostics;

namespace Enrollment.Benchmark.Servers;

/// <summary>.NET programs in processes of their own.</summary>
internal static class BackgroundProcess
{
    /// <summary>
    /// What it prints goes straight to its log, past this process; its number is noted, for whoever has to stop it when this process
    /// cannot.
    /// </summary>
    public static Process Start(string assembly, string log, string pidFile, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(
            "sh",
            ["-c", "echo $$ >\"$2\"; exec dotnet \"$0\" </dev/null >\"$1\" 2>&1", assembly, log, pidFile]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task StopAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
