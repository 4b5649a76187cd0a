using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Network;
using Enrollment.Chaos.Servers;
using Enrollment.TestKit.Network;
using Npgsql;

namespace Enrollment.Chaos.Workers;

/// <summary>The place of one worker: whenever its process ends, another is started, as an orchestrator would.</summary>
internal sealed class WorkerSlot : IAsyncDisposable
{
    private const int Port = 8080;

    // A worker that hangs in the middle of a transaction loses it, and what it holds, after this time instead of a minute.
    private const string SessionOptions = "-c idle_in_transaction_session_timeout=10s";

    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(300);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Settings _settings;
    private readonly string _home;
    private readonly Dictionary<string, string> _variables;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _supervision;
    private readonly IPEndPoint _address;
    private readonly NetworkLink? _link;
    private Process? _process;

    public WorkerSlot(Settings settings, Database database, Broker broker, int number)
    {
        (_settings, _home) = (settings, Path.Combine(settings.Folder, $"worker-{number}"));
        Directory.CreateDirectory(_home);
        (_link, var toBroker) = settings.Network is { } network ? NetworkLink.Of(network, number) : (null, null as NetworkLink);
        ToDatabase = new LossyRelay(database.Port, _link);
        ToBroker = new LossyRelay(broker.Amqp.Port, toBroker);
        _address = _link is null ? FreeAddress() : new IPEndPoint(_link.Worker, Port);
        _variables = Variables(database.OfWorker, broker.Amqp);
        _supervision = Task.Run(SuperviseAsync);
    }

    public LossyRelay ToDatabase { get; }

    public LossyRelay ToBroker { get; }

    /// <summary>The next process is of the earlier version.</summary>
    public bool UsesOldVersion { get; set; }

    /// <summary>How far the clock of the next process' machine is from everybody else's, in whole minutes.</summary>
    public int ClockOffsetMinutes { get; set; }

    /// <summary>Processes started so far.</summary>
    public int Starts { get; private set; }

    /// <summary>Since when the process of now runs, by <see cref="Stopwatch"/>.</summary>
    public long StartedAt { get; private set; }

    // Becomes the worker: its process keeps its number.
    private string NamespacePrefix => _link is null ? "" : $"nsenter --net=/run/netns/{_link.Namespace} ";

    // Of the process alone, which becomes the worker: timers go by the monotonic clock, which stays as it is.
    private string ClockPrefix =>
        ClockOffsetMinutes == 0 || _settings.FakeTime is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"env LD_PRELOAD={_settings.FakeTime} FAKETIME={ClockOffsetMinutes:+0;-0}m FAKETIME_DONT_FAKE_MONOTONIC=1 "
                    + $"FAKETIME_FORCE_MONOTONIC_FIX=0 "
            );

    public void Kill() => Signal("KILL");

    /// <summary>Asks it to end, as a deployment does, and starts the next.</summary>
    public async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        var before = Starts;
        Signal("TERM");
        await Polling.UntilAsync(() => Task.FromResult(Starts > before), TimeSpan.FromSeconds(60), cancellationToken);
        await Polling.UntilAsync(IsReadyAsync, TimeSpan.FromSeconds(10), cancellationToken);
    }

    public void Suspend() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>Asks it to end and starts the next, without waiting until that is ready.</summary>
    public async Task KillAndStartAsync(CancellationToken cancellationToken)
    {
        var before = Starts;
        Kill();
        if (!await Polling.UntilAsync(() => Task.FromResult(Starts > before), TimeSpan.FromSeconds(20), cancellationToken))
            throw new FaultMissedException("no process was started in time");
    }

    /// <summary>It can work: well, or degraded.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var answer = await Http.GetAsync(new Uri($"http://{_address}/health/ready"));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>The names of the checks of <c>/health/ready</c> that are not well, with what they say.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetHealthProblemsAsync()
    {
        using var answer = await Http.GetAsync(new Uri($"http://{_address}/health/ready"));
        var health = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return health
            .GetProperty("checks")
            .EnumerateObject()
            .Where(check => check.Value.GetProperty("status").GetString() != "Healthy")
            .ToDictionary(check => check.Name, check => check.Value.GetProperty("description").GetString() ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Resume();
        Kill();
        await _supervision;
        ToDatabase.Dispose();
        ToBroker.Dispose();
        _end.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var process = _process = Start();
            StartedAt = Stopwatch.GetTimestamp();
            Starts++;
            // Disposing may have come while it was being started.
            if (_end.IsCancellationRequested)
                Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.Delay(RestartDelay, CancellationToken.None);
        }
    }

    // What it prints goes straight to its log; its number is noted for whoever has to stop it when this process cannot.
    private Process Start()
    {
        var assembly = UsesOldVersion && _settings.OldWorker is { } old ? old : _settings.Worker;
        var start = new ProcessStartInfo(
            "sh",
            [
                "-c",
                $"echo $$ >\"$2\"; exec {NamespacePrefix}{ClockPrefix}dotnet \"$0\" </dev/null >>\"$1\" 2>&1",
                assembly,
                Path.Combine(_home, "worker.log"),
                Path.Combine(_home, "worker.pid"),
            ]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        // A worker in a network namespace reaches the database and the broker only.
        if (_link is not null)
            start.Environment.Remove("Enrollment__RabbitMqManagement");
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

    private Dictionary<string, string> Variables(NpgsqlConnectionStringBuilder database, Uri broker) =>
        new()
        {
            ["ENROLLMENT_WORKER"] = _home,
            ["Enrollment__Postgres"] = new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Host = ToDatabase.Address.Address.ToString(),
                Port = ToDatabase.Address.Port,
                Options = SessionOptions,
            }.ConnectionString,
            ["Enrollment__RabbitMq"] = new UriBuilder(broker)
            {
                Host = ToBroker.Address.Address.ToString(),
                Port = ToBroker.Address.Port,
            }.Uri.ToString(),
            ["Enrollment__TimeZone"] = VirtualClock.Zone,
            ["Enrollment__NightlyAt"] = VirtualClock.NightlyAt,
            ["Enrollment__DemonstrationClock"] = "true",
            ["Enrollment__DeliveryLimit"] = "8",
            // The clock jumps over years: no dead letter may be too old for the judge. Only floods exceed their number.
            ["Enrollment__DeadLetterMaxAgeDays"] = "36500",
            ["Enrollment__DeadLetterMaxCount"] = _settings.MostDeadLetters.ToString(CultureInfo.InvariantCulture),
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://{_address}",
        };

    private static IPEndPoint FreeAddress()
    {
        using var link = new TcpRelay(0);
        return link.Address;
    }
}
