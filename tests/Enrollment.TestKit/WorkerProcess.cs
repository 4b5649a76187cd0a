using System.Collections.Concurrent;
using System.Diagnostics;
using Enrollment.Worker;

namespace Enrollment.TestKit;

/// <summary>The real worker as a process of its own.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    public WorkerProcess(TestServers servers, params string[] settings)
        : this(servers, typeof(WorkerHost).Assembly.Location, new Dictionary<string, string>(), settings) { }

    /// <param name="servers">Its servers.</param>
    /// <param name="program">The worker's assembly.</param>
    /// <param name="environment">Environment variables to add.</param>
    /// <param name="settings">Further arguments.</param>
    public WorkerProcess(TestServers servers, string program, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        _http = new HttpClient { BaseAddress = new Uri(url) };
        var start = new ProcessStartInfo("dotnet", [program, .. TestWorker.Arguments(servers), $"--urls={url}", .. settings])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    /// <summary>The lines it has logged so far.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public bool IsAlive => !_process.HasExited;

    /// <summary>What it has in memory, as the operating system counts it.</summary>
    public int ResidentMegabytes()
    {
        _process.Refresh();
        return (int)(_process.WorkingSet64 / (1024 * 1024));
    }

    public Task IsReady() =>
        Eventually.Be(
            () => Text("/health/ready"),
            text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal),
            seconds: 60
        );

    /// <summary>What the worker answers; empty while it does not.</summary>
    public async Task<string> Text(string path)
    {
        try
        {
            return await _http.GetStringAsync(new Uri(path, UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    /// <summary>As <c>kill -9</c>: it gets no chance to finish, to give back or to say anything.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _http.Dispose();
    }
}
