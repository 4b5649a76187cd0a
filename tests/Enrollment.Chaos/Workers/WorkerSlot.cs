using System.Diagnostics;
using System.Globalization;
using Enrollment.Chaos.Network;
using Enrollment.Chaos.Servers;
using Npgsql;

namespace Enrollment.Chaos.Workers;

/// <summary>The place of one worker: whenever its process ends, another is started, as an orchestrator would.</summary>
internal sealed class WorkerSlot : IAsyncDisposable
{
    private static readonly TimeSpan BeforeStarting = TimeSpan.FromMilliseconds(300);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Settings _settings;
    private readonly string _home;
    private readonly Dictionary<string, string> _variables;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _keeping;
    private readonly int _port;
    private Process? _process;

    public WorkerSlot(Settings settings, Database database, Broker broker, int number)
    {
        (_settings, _home, _port) = (settings, Path.Combine(settings.Folder, $"worker-{number}"), FreePort());
        Directory.CreateDirectory(_home);
        ToDatabase = new Link(database.Port);
        ToBroker = new Link(broker.Amqp.Port);
        _variables = Variables(database.Application, broker.Amqp);
        _keeping = Task.Run(Keep);
    }

    public Link ToDatabase { get; }

    public Link ToBroker { get; }

    /// <summary>The next process is of the earlier version.</summary>
    public bool Old { get; set; }

    /// <summary>Processes started so far.</summary>
    public int Starts { get; private set; }

    public void Kill() => Signal("KILL");

    /// <summary>Asks it to end, as a deployment does, and starts the next.</summary>
    public async Task Replace(CancellationToken cancellation)
    {
        var before = Starts;
        Signal("TERM");
        await Wait.Until(() => Task.FromResult(Starts > before), TimeSpan.FromSeconds(60), cancellation);
        await Wait.Until(IsReady, TimeSpan.FromSeconds(10), cancellation);
    }

    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public async Task<bool> IsReady() =>
        (await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/health/ready"))).Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Thaw();
        Kill();
        await _keeping;
        ToDatabase.Dispose();
        ToBroker.Dispose();
        _end.Dispose();
    }

    private async Task Keep()
    {
        while (!_end.IsCancellationRequested)
        {
            using var process = _process = Start();
            Starts++;
            // Disposing may have come while it was being started.
            if (_end.IsCancellationRequested)
                Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.Delay(BeforeStarting, CancellationToken.None);
        }
    }

    // What it prints goes straight to its log; its number is noted for whoever has to stop it when this process cannot.
    private Process Start()
    {
        var assembly = Old && _settings.OldWorker is { } old ? old : _settings.Worker;
        var start = new ProcessStartInfo("sh", ["-c", "echo $$ >\"$2\"; exec dotnet \"$0\" </dev/null >>\"$1\" 2>&1", assembly, Path.Combine(_home, "worker.log"), Path.Combine(_home, "worker.pid")])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Signal(string signal)
    {
        if (_process is not { } process)
            return;
        try
        {
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It ended in this moment.
        }
    }

    private Dictionary<string, string> Variables(NpgsqlConnectionStringBuilder database, Uri broker) => new()
    {
        ["ENROLLMENT_WORKER"] = _home,
        ["Enrollment__Postgres"] = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = ToDatabase.Port }.ConnectionString,
        ["Enrollment__RabbitMq"] = new UriBuilder(broker) { Port = ToBroker.Port }.Uri.ToString(),
        ["Enrollment__TimeZone"] = VirtualClock.Zone,
        ["Enrollment__NightlyAt"] = VirtualClock.NightlyAt,
        ["Enrollment__DemonstrationClock"] = "true",
        ["Enrollment__DeliveryLimit"] = "8",
        // The clock jumps over years: what is set aside must not be too old for the judge.
        ["Enrollment__DeadLetterMaxAgeDays"] = "36500",
        ["Enrollment__DeadLetterMaxCount"] = "1000000",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}",
    };

    private static int FreePort()
    {
        using var link = new Link(0);
        return link.Port;
    }
}
