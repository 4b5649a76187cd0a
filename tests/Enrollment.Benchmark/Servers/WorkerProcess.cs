using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Enrollment.Benchmark.Auditing;

namespace Enrollment.Benchmark.Servers;

/// <summary>
/// The worker as it runs in production: a process of its own, set up by environment variables. Only its nightly clock is off.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly string _log;

    private WorkerProcess(Process process, string url, string log) =>
        (_process, _http, _log) = (process, new HttpClient { BaseAddress = new Uri(url) }, log);

    /// <param name="sandbox">The servers' part it works on.</param>
    /// <param name="settings">Where it lies and where it logs.</param>
    /// <param name="name">The name of its log.</param>
    /// <param name="cancellationToken">Stops waiting for it to become ready.</param>
    public static async Task<WorkerProcess> StartAsync(Sandbox sandbox, Settings settings, string name, CancellationToken cancellationToken)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var log = Path.Combine(settings.Folder, $"worker-{name}.log");
        var process = BackgroundProcess.Start(
            settings.Worker,
            log,
            Path.Combine(settings.Folder, "worker.pid"),
            Variables(sandbox, url, settings)
        );
        var worker = new WorkerProcess(process, url, log);
        try
        {
            await Polling.UntilAsync(worker.IsReadyAsync, $"the worker is ready (see {log})", TimeSpan.FromMinutes(2), cancellationToken);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The most memory it ever held, by the kernel's account.</summary>
    public double PeakMegabytes() => PeakMemory.Megabytes(_process.Id);

    public async ValueTask DisposeAsync()
    {
        await BackgroundProcess.StopAsync(_process);
        _http.Dispose();
    }

    private static Dictionary<string, string> Variables(Sandbox sandbox, string url, Settings settings) =>
        new()
        {
            ["ENROLLMENT_WORKER"] = settings.Folder,
            ["Enrollment__Postgres"] = sandbox.PostgresOfWorker,
            ["Enrollment__RabbitMq"] = sandbox.RabbitMq.ToString(),
            ["Enrollment__TimeZone"] = "UTC",
            ["Enrollment__NightlyAt"] = "02:00",
            ["Enrollment__NightlyClock"] = "false",
            ["Serilog__MinimumLevel__Default"] = "Warning",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = url,
        };

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The worker ended with {_process.ExitCode}: see {_log}.");
        try
        {
            using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            // A degraded answer is 200 as well.
            return (await response.Content.ReadAsStringAsync()).Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
