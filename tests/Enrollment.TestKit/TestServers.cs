using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace Enrollment.TestKit;

/// <summary>A database and a virtual host of its own on the real servers that the environment names.</summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    public string Postgres => new NpgsqlConnectionStringBuilder(Setting("Postgres")) { Database = _name }.ConnectionString;

    public string RabbitMq => new UriBuilder(Setting("RabbitMq")) { Path = _name }.Uri.ToString();

    public static async Task<TestServers> Create()
    {
        var servers = new TestServers();
        await Administrate($"create database {servers._name}");
        await servers.VirtualHost(HttpMethod.Put);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await VirtualHost(HttpMethod.Delete);
        NpgsqlConnection.ClearAllPools();
        await Drop();
    }

    /// <summary>The server's own vacuum may be at work in it for a moment, and cannot be sent away.</summary>
    private async Task Drop()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Administrate($"drop database if exists {_name} with (force)");
                return;
            }
            catch (PostgresException busy) when (busy.SqlState is "42501" or "55006" && attempt < 50)
            {
                await Task.Delay(200);
            }
        }
    }

    private static string Setting(string setting) =>
        Environment.GetEnvironmentVariable($"Enrollment__{setting}") is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"The environment variable Enrollment__{setting} must name the server to test with; infra/test.sh sets it."
            );

    private static async Task Administrate(string sql)
    {
        await using var connection = new NpgsqlConnection(Setting("Postgres"));
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is our own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task VirtualHost(HttpMethod method)
    {
        var management = new Uri(Setting("RabbitMqManagement"));
        using var http = new HttpClient();
        await Send(http, management, method, $"/api/vhosts/{_name}");
        var user = WebUtility.UrlEncode(new Uri(Setting("RabbitMq")).UserInfo.Split(':')[0]);
        if (method == HttpMethod.Put)
            await Send(http, management, method, $"/api/permissions/{_name}/{user}", """{"configure":".*","write":".*","read":".*"}""");
    }

    /// <summary>
    /// The broker closes every connection to the virtual host that it tells of, but those of this name; how many it closed.
    /// </summary>
    public async Task<int> CloseConnections(string except = "")
    {
        var management = new Uri(Setting("RabbitMqManagement"));
        using var http = new HttpClient();
        var closed = 0;
        foreach (var connection in await Connections(http, management, except))
        {
            using var answer = await Ask(http, management, HttpMethod.Delete, $"/api/connections/{Uri.EscapeDataString(connection)}");
            closed += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return closed;
    }

    public async Task DeleteQueue(string queue)
    {
        using var http = new HttpClient();
        await Send(http, new Uri(Setting("RabbitMqManagement")), HttpMethod.Delete, $"/api/queues/{_name}/{queue}");
    }

    /// <summary>Which queues the worker's user of the broker may read.</summary>
    public async Task MayRead(string pattern)
    {
        using var http = new HttpClient();
        var user = WebUtility.UrlEncode(new Uri(Setting("RabbitMq")).UserInfo.Split(':')[0]);
        var permissions = System.Text.Json.JsonSerializer.Serialize(
            new
            {
                configure = ".*",
                write = ".*",
                read = pattern,
            }
        );
        await Send(http, new Uri(Setting("RabbitMqManagement")), HttpMethod.Put, $"/api/permissions/{_name}/{user}", permissions);
    }

    /// <summary>A user of the broker that may write; its address of the virtual host.</summary>
    public async Task<string> NewPublisher(string user)
    {
        using var http = new HttpClient();
        var management = new Uri(Setting("RabbitMqManagement"));
        await Send(http, management, HttpMethod.Put, $"/api/users/{user}", $$"""{"password":"{{user}}","tags":""}""");
        await Send(http, management, HttpMethod.Put, $"/api/permissions/{_name}/{user}", """{"configure":"","write":".*","read":""}""");
        return new UriBuilder(RabbitMq) { UserName = user, Password = user }.Uri.ToString();
    }

    public static async Task RemovePublisher(string user)
    {
        using var http = new HttpClient();
        await Send(http, new Uri(Setting("RabbitMqManagement")), HttpMethod.Delete, $"/api/users/{user}");
    }

    private async Task<string[]> Connections(HttpClient http, Uri management, string except)
    {
        using var answer = await Ask(http, management, HttpMethod.Get, $"/api/vhosts/{_name}/connections");
        using var connections = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return
        [
            .. connections
                .RootElement.EnumerateArray()
                .Where(connection => GivenName(connection) != except)
                .Select(connection => connection.GetProperty("name").GetString()!),
        ];
    }

    private static string? GivenName(System.Text.Json.JsonElement connection) =>
        connection.TryGetProperty("user_provided_name", out var given) ? given.GetString() : null;

    private static async Task Send(HttpClient http, Uri management, HttpMethod method, string path, string? json = null)
    {
        using var answer = await Ask(http, management, method, path, json);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, Uri management, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(management, path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)))
        );
        if (method != HttpMethod.Get)
            request.Content = new StringContent(json ?? "{}", Encoding.UTF8, "application/json");
        return await http.SendAsync(request);
    }
}
