using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Enrollment.Chaos.Servers;

/// <summary>The private RabbitMQ, as its administrator.</summary>
internal sealed class Broker(string folder, Uri amqp, Uri management) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public Uri Amqp => amqp;

    /// <summary>As somebody who may only publish.</summary>
    public Uri AmqpOf(string user) => new UriBuilder(amqp) { UserName = user, Password = Uri.EscapeDataString(Password) }.Uri;

    private string Home => Path.Combine(folder, "rabbitmq");

    private string Password => Uri.UnescapeDataString(amqp.UserInfo.Split(':')[1]);

    private string Ports => File.ReadAllText(Path.Combine(folder, "ports")).Trim();

    public Task KillAsync(string signal) =>
        Bash.RunAsync($"pid=$(rabbitmq_process '{Home}' broker) && kill -{signal} \"$pid\" && wait_until 40 rabbitmq_gone '{Home}' broker");

    public async Task EnsureRunningAsync()
    {
        for (var attempt = 0; attempt < 5 && !await Bash.RunAsync($"rabbitmq_runs '{Home}'"); attempt++)
            await Bash.RunAsync(
                $"rabbitmq_end '{Home}' epmd; read -ra ports <<<'{Ports}'; "
                    + $"rabbitmq_start '{Home}' \"${{ports[1]}}\" \"${{ports[2]}}\" \"${{ports[3]}}\" \"${{ports[4]}}\" '{Password}' "
                    + $">/dev/null 2>&1 </dev/null",
                TimeSpan.FromSeconds(120)
            );
    }

    /// <summary>A command of <c>rabbitmqctl</c>.</summary>
    public Task<bool> ControlAsync(string command) =>
        Bash.RunAsync($"read -ra ports <<<'{Ports}'; rabbitmq_ctl '{Home}' \"${{ports[3]}}\" \"${{ports[4]}}\" {command} >/dev/null 2>&1");

    /// <summary>Somebody who may publish anywhere, and neither read nor declare.</summary>
    public async Task AddPublisherAsync(string user)
    {
        await PutAsync($"/api/users/{user}", new { password = Password, tags = "" });
        await PutAsync(
            $"/api/permissions/{Uri.EscapeDataString(amqp.AbsolutePath.TrimStart('/'))}/{user}",
            new
            {
                configure = "",
                write = ".*",
                read = "",
            }
        );
    }

    /// <summary>The names of all connections, the publisher's and the LMS' too.</summary>
    public async Task<IReadOnlyList<string>> ConnectionsAsync() =>
        [.. (await GetAsync("/api/connections")).EnumerateArray().Select(connection => connection.GetProperty("name").GetString()!)];

    /// <summary>Names of the queues that have a leader.</summary>
    public async Task<IReadOnlyList<string>> QuorumQueuesAsync() =>
        [
            .. (await GetAsync("/api/queues"))
                .EnumerateArray()
                .Where(queue => queue.GetProperty("type").GetString() == "quorum")
                .Select(queue => queue.GetProperty("name").GetString()!)
                .Order(StringComparer.Ordinal),
        ];

    public async Task CloseAsync(string connection)
    {
        using var request = Request(HttpMethod.Delete, $"/api/connections/{Uri.EscapeDataString(connection)}");
        using var _ = await _http.SendAsync(request);
    }

    /// <summary>Messages in each queue that is not empty, handed out or not.</summary>
    public async Task<IReadOnlyDictionary<string, long>> BacklogAsync() =>
        (await GetAsync("/api/queues"))
            .EnumerateArray()
            .Select(queue =>
                (
                    Name: queue.GetProperty("name").GetString()!,
                    Messages: queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : 1
                )
            )
            .Where(queue => queue.Messages > 0)
            .ToDictionary(queue => queue.Name, queue => queue.Messages);

    /// <summary>Whether it blocks its publishers, because memory or disk run short.</summary>
    public async Task<bool> IsAlarmedAsync()
    {
        using var request = Request(HttpMethod.Get, "/api/health/checks/alarms");
        using var response = await _http.SendAsync(request);
        return response.StatusCode is HttpStatusCode.ServiceUnavailable;
    }

    public void Dispose() => _http.Dispose();

    private async Task PutAsync(string path, object body)
    {
        using var request = Request(HttpMethod.Put, path);
        request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await _http.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(
            method,
            new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{management.Host}:{management.Port}{path}"))
        );
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)))
        );
        return request;
    }
}
