using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Enrollment.Worker.Tests.Fixture;

/// <summary>The real worker as a process of its own.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    public WorkerProcess(TestServers servers)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        http = new HttpClient { BaseAddress = new Uri(url) };
        process = Process.Start("dotnet", [typeof(WorkerHost).Assembly.Location, .. TestWorker.Arguments(servers), $"--urls={url}"]);
    }

    /// <summary>What the worker answers; empty while it does not.</summary>
    public async Task<string> Text(string path)
    {
        try
        {
            return await http.GetStringAsync(new Uri(path, UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
