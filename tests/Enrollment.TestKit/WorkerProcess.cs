using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Enrollment.Worker;

namespace Enrollment.TestKit;

/// <summary>The real worker as a process of its own.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    public WorkerProcess(TestServers servers, params string[] settings)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        _http = new HttpClient { BaseAddress = new Uri(url) };
        _process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [typeof(WorkerHost).Assembly.Location, .. TestWorker.Arguments(servers), $"--urls={url}", .. settings]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
