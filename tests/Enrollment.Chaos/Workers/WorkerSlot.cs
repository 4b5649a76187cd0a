using System.Diagnostics;
using System.Globalization;
using System.Net;
using Enrollment.Chaos.Network;
using Enrollment.Chaos.Servers;
using Npgsql;

namespace Enrollment.Chaos.Workers;

/// <summary>The place of one worker: whenever its process ends, another is started, as an orchestrator would.</summary>
internal sealed class WorkerSlot : IAsyncDisposable
{
    private const int OwnPort = 8080;

    // A worker that hangs in the middle of a transaction loses it, and what it holds, after this time instead of a minute.
    private const string TakenBackSoon = "-c idle_in_transaction_session_timeout=10s";

    private static readonly TimeSpan BeforeStarting = TimeSpan.FromMilliseconds(300);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Settings _settings;
    private readonly string _home;
    private readonly Dictionary<string, string> _variables;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _keeping;
    private readonly IPEndPoint _address;
    private readonly Cable? _cable;
    private Process? _process;

    public WorkerSlot(Settings settings, Database database, Broker broker, int number)
    {
        (_settings, _home) = (settings, Path.Combine(settings.Folder, $"worker-{number}"));
        Directory.CreateDirectory(_home);
        (_cable, var toBroker) = settings.Network is { } network ? Cable.Of(network, number) : (null, null as Cable);
        ToDatabase = new Link(database.Port, _cable);
        ToBroker = new Link(broker.Amqp.Port, toBroker);
        _address = _cable is null ? FreeAddress() : new IPEndPoint(_cable.Worker, OwnPort);
        _variables = Variables(database.OfWorker, broker.Amqp);
        _keeping = Task.Run(Keep);
    }

    public Link ToDatabase { get; }

    public Link ToBroker { get; }

    /// <summary>The next process is of the earlier version.</summary>
    public bool Old { get; set; }

    /// <summary>Processes started so far.</summary>
    public int Starts { get; private set; }

    // Becomes the worker: its process keeps its number.
    private string Entering => _cable is null ? "" : $"nsenter --net=/run/netns/{_cable.Namespace} ";

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
        (await Http.GetStringAsync(new Uri($"http://{_address}/health/ready"))).Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal);

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
        var start = new ProcessStartInfo("sh", ["-c", $"echo $$ >\"$2\"; exec {Entering}dotnet \"$0\" </dev/null >>\"$1\" 2>&1", assembly, Path.Combine(_home, "worker.log"), Path.Combine(_home, "worker.pid")])
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
        ["Enrollment__Postgres"] = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = ToDatabase.Address.Address.ToString(), Port = ToDatabase.Address.Port, Options = TakenBackSoon }.ConnectionString,
        ["Enrollment__RabbitMq"] = new UriBuilder(broker) { Host = ToBroker.Address.Address.ToString(), Port = ToBroker.Address.Port }.Uri.ToString(),
        ["Enrollment__TimeZone"] = VirtualClock.Zone,
        ["Enrollment__NightlyAt"] = VirtualClock.NightlyAt,
        ["Enrollment__DemonstrationClock"] = "true",
        ["Enrollment__DeliveryLimit"] = "8",
        // The clock jumps over years: what is set aside must not be too old for the judge.
        ["Enrollment__DeadLetterMaxAgeDays"] = "36500",
        ["Enrollment__DeadLetterMaxCount"] = "1000000",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://{_address}",
    };

    private static IPEndPoint FreeAddress()
    {
        using var link = new Link(0);
        return link.Address;
    }
}
