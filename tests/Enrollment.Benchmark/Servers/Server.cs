using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Benchmark.Servers;

/// <summary>The two servers that the environment names, as their administrator.</summary>
internal static class Server
{
    private static readonly HttpClient Http = new();

    public static string Setting(string setting) =>
        Environment.GetEnvironmentVariable($"Enrollment__{setting}") is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Enrollment__{setting} is not set: the benchmark is started by infra/bench.sh.");

    public static async Task<object?> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Setting("Postgres"));
        await connection.OpenAsync();
#pragma warning disable CA2100 // The names are our own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The server's own vacuum may be at work in it, for minutes after a large night, and cannot be sent away.</summary>
    public static async Task DropAsync(string database)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SqlAsync($"drop database if exists {database} with (force)");
                return;
            }
            catch (PostgresException busy)
                when (busy.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectInUse && attempt < 900)
            {
                await Task.Delay(200);
            }
        }
    }

    public static async Task CreateVirtualHostAsync(string name)
    {
        await ManageAsync(HttpMethod.Put, $"/api/vhosts/{name}");
        var user = WebUtility.UrlEncode(new Uri(Setting("RabbitMq")).UserInfo.Split(':')[0]);
        await ManageAsync(HttpMethod.Put, $"/api/permissions/{name}/{user}", """{"configure":".*","write":".*","read":".*"}""");
    }

    public static Task DeleteVirtualHostAsync(string name) => ManageAsync(HttpMethod.Delete, $"/api/vhosts/{name}");

    public static async Task<JsonElement> DescribeAsync(string path) =>
        JsonSerializer.Deserialize<JsonElement>(await ManageAsync(HttpMethod.Get, path, json: null));

    private static async Task<string> ManageAsync(HttpMethod method, string path, string? json = "{}")
    {
        var management = new Uri(Setting("RabbitMqManagement"));
        using var request = new HttpRequestMessage(method, new Uri(management, path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)))
        );
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
