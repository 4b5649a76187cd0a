using System.Net;
using System.Text.Json.Nodes;
using Enrollment.Journeys.Tests.Cli;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>A restored dump of an earlier version, upgraded as docs/operations.md says (Upgrades), and a worker on it.</summary>
internal sealed class UpgradedDatabase : IAsyncDisposable
{
    private TestWorker? _worker;

    private UpgradedDatabase(TestServers servers) => Servers = servers;

    public TestServers Servers { get; }

    public static async Task<UpgradedDatabase> CreateAsync(StreamReader dump)
    {
        var database = new UpgradedDatabase(await TestServers.Create());
        await database.Servers.Administrate();
        await database.Servers.RestoreAsync(dump);
        await database.RunWellAsync("schema", "apply");
        await database.Servers.ExecuteAs(null, await ThreeRoles.Grants);
        return database;
    }

    /// <summary>Starts a worker in the role of workers, and waits until it is ready.</summary>
    public async Task<TestWorker> StartWorkerAsync()
    {
        _worker = await TestWorker.Begin(
            Servers,
            null,
            $"--Enrollment:Postgres={Servers.As(ThreeRoles.Worker)}",
            "--Enrollment:DemonstrationClock=true"
        );
        await Eventually.Be(() => ReadinessAsync(_worker), status => status == HttpStatusCode.OK, seconds: 60);
        return _worker;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => InProcessEnrollctl.RunAsync(Servers, arguments);

    /// <summary>Runs a command of enrollctl that has to succeed.</summary>
    public async Task<CommandResult> RunWellAsync(params string[] arguments)
    {
        var ran = await RunAsync(arguments);
        ran.ExitCode.Should().Be(0, $"{string.Join(' ', arguments)}: {ran.Output}{ran.Error}");
        return ran;
    }

    public Task<long> CountAsync(string sql) => Servers.ExecuteAs<long>(null, sql);

    /// <summary>The date of the last night, and for how many learners it failed.</summary>
    public async Task<(string Date, int Failures)> LastNightAsync()
    {
        var night = JsonNode.Parse((await RunWellAsync("nightly", "status", "--limit", "1", "--json")).Output)![0]!;
        return (night["businessDate"]!.GetValue<string>(), night["failures"]!.AsArray().Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        await Servers.DisposeAsync();
    }

    private static async Task<HttpStatusCode> ReadinessAsync(TestWorker worker)
    {
        using var answer = await worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode;
    }
}
