using System.Diagnostics;

namespace Enrollment.Chaos.Servers;

/// <summary>The functions of <c>infra/lib</c>, by which the servers were started: they are stopped and started again by the same.</summary>
internal static class Bash
{
    private const string Libraries = "infra/lib/servers.sh";

    public static async Task<bool> RunAsync(string script, TimeSpan? timeout = null)
    {
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", $". {Libraries}; grant_way_to .run postgres; {script}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            }
        )!;
        // What is started outlives the script and must not hold its pipes: whoever starts something sends its output elsewhere.
        bash.OutputDataReceived += (_, _) => { };
        bash.ErrorDataReceived += (_, _) => { };
        bash.BeginOutputReadLine();
        bash.BeginErrorReadLine();
        bash.StandardInput.Close();
        using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(60));
        try
        {
            await bash.WaitForExitAsync(limit.Token);
            return bash.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
            return false;
        }
    }
}
