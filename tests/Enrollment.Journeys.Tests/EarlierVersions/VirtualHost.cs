using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>A virtual host as the broker's management interface shows it.</summary>
internal sealed class VirtualHost : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _name;
    private readonly string _user;

    public VirtualHost(TestServers servers)
    {
        var management = new Uri(Environment.GetEnvironmentVariable("Enrollment__RabbitMqManagement")!);
        var login = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo));
        _http = new HttpClient { BaseAddress = new Uri(management, "/api/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
        _user = Uri.UnescapeDataString(management.UserInfo.Split(':')[0]);
        _name = new Uri(servers.RabbitMq).AbsolutePath.TrimStart('/');
    }

    /// <summary>Queues, exchanges and bindings.</summary>
    public async Task<JsonObject> DefinitionsAsync() => (await _http.GetFromJsonAsync<JsonObject>($"definitions/{_name}"))!;

    public Task DeclareAsync(JsonObject definitions) => PostAsync($"definitions/{_name}", definitions);

    /// <param name="message">As the management interface showed it. Its user becomes the one of these servers.</param>
    public async Task PublishAsync(JsonObject message)
    {
        if (message["properties"]!["user_id"] is { } user)
            user.ReplaceWith(_user);
        var exchange = message["exchange"]!.GetValue<string>() is { Length: > 0 } given ? given : "amq.default";
        var answer = await PostAsync($"exchanges/{_name}/{Uri.EscapeDataString(exchange)}/publish", message);
        answer!["routed"]!.GetValue<bool>().Should().BeTrue(message.ToJsonString());
    }

    /// <summary>How many messages are in all queues, with those handed out and not yet acknowledged.</summary>
    public async Task<Dictionary<string, long>> DepthsAsync()
    {
        var queues = await _http.GetFromJsonAsync<JsonArray>($"queues/{_name}?columns=name,messages");
        return queues!.ToDictionary(queue => queue!["name"]!.GetValue<string>(), queue => queue!["messages"]?.GetValue<long>() ?? 0);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue($"{path}: {text}");
        return text.Length > 0 ? JsonNode.Parse(text) : null;
    }
}
