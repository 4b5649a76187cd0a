using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Enrollment.Operations.Broker;
using Enrollment.Storage.Access;
using Enrollment.Worker.Nights;
using Npgsql;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>A database and a virtual host of its own on the servers named by the environment.</summary>
internal sealed class NightlyServers : IAsyncDisposable
{
    private readonly string _name = $"night_{Guid.NewGuid():N}";
    private readonly string _postgres = Setting("Enrollment__Postgres");
    private readonly Uri _rabbitMq = new(Setting("Enrollment__RabbitMq"));
    private readonly Uri _management = new(Setting("Enrollment__RabbitMqManagement"));

    public string Postgres => new NpgsqlConnectionStringBuilder(_postgres) { Database = _name }.ConnectionString;

    public Uri RabbitMq => new(_rabbitMq, $"/{_name}");

    public static async Task<NightlyServers> Create()
    {
        var servers = new NightlyServers();
        await servers.Sql($"create database {servers._name}");
        await servers.VirtualHost(HttpMethod.Put);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await VirtualHost(HttpMethod.Delete);
        await Sql($"drop database {_name} with (force)");
    }

    /// <summary>Ends every connection to the database, as a restart of the server would.</summary>
    public Task DropDatabaseConnections() => Sql($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_name}'");

    /// <summary>Ends every connection to the virtual host: what was not acknowledged is handed out again.</summary>
    public async Task<int> DropBrokerConnections()
    {
        using var list = await Manage(HttpMethod.Get, $"/api/vhosts/{_name}/connections");
        var connections = JsonNode.Parse(await list.Content.ReadAsStringAsync())!.AsArray();
        foreach (var connection in connections)
            (await Manage(HttpMethod.Delete, $"/api/connections/{Uri.EscapeDataString((string)connection!["name"]!)}")).Dispose();
        return connections.Count;
    }

    /// <summary>The queues with their arguments.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> Queues()
    {
        using var list = await Manage(HttpMethod.Get, $"/api/queues/{_name}");
        return JsonNode
            .Parse(await list.Content.ReadAsStringAsync())!
            .AsArray()
            .ToDictionary(queue => (string)queue!["name"]!, queue => queue!["arguments"]!);
    }

    private async Task Sql(string statement)
    {
        await using var source = NpgsqlDataSource.Create(_postgres);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private async Task VirtualHost(HttpMethod method) => (await Manage(method, $"/api/vhosts/{_name}")).Dispose();

    private async Task<HttpResponseMessage> Manage(HttpMethod method, string path)
    {
        using var client = new HttpClient();
        var user = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(_management.UserInfo)));
        using var request = new HttpRequestMessage(method, new Uri(_management, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", user);
        var response = await client.SendAsync(request);
        return response.EnsureSuccessStatusCode();
    }

    private static string Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} must name a server for these tests");
}
