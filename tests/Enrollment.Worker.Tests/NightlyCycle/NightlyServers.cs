using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>A database and a virtual host of its own on the servers named by the environment.</summary>
internal sealed class NightlyServers : IAsyncDisposable
{
    private readonly string name = $"night_{Guid.NewGuid():N}";
    private readonly string postgres = Setting("Enrollment__Postgres");
    private readonly Uri rabbitMq = new(Setting("Enrollment__RabbitMq"));
    private readonly Uri management = new(Setting("Enrollment__RabbitMqManagement"));

    public string Postgres => new NpgsqlConnectionStringBuilder(postgres) { Database = name }.ConnectionString;

    public Uri RabbitMq => new(rabbitMq, $"/{name}");

    public static async Task<NightlyServers> Create()
    {
        var servers = new NightlyServers();
        await servers.Sql($"create database {servers.name}");
        await servers.VirtualHost(HttpMethod.Put);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await VirtualHost(HttpMethod.Delete);
        await Sql($"drop database {name} with (force)");
    }

    private async Task Sql(string statement)
    {
        await using var source = NpgsqlDataSource.Create(postgres);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private async Task VirtualHost(HttpMethod method)
    {
        using var client = new HttpClient();
        var user = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)));
        using var request = new HttpRequestMessage(method, new Uri(management, $"/api/vhosts/{name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", user);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string Setting(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} must name a server for these tests");
}
