using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Enrollment.Storage;

namespace Enrollment.Operations.Broker;

/// <summary>The broker's management interface, if <c>RabbitMqManagement</c> names it. Its figures can be some seconds old.</summary>
public sealed class BrokerManagement(EnrollmentOptions options)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    public bool IsConfigured => !string.IsNullOrEmpty(options.RabbitMqManagement);

    /// <summary>The interface does not answer, refuses access or answers something unexpected.</summary>
    public static bool IsUnanswered(Exception trouble) => trouble is HttpRequestException or JsonException;

    /// <param name="expected">The expected content, such as <c>queues</c>.</param>
    /// <param name="read">Reads the wanted members of the answer.</param>
    /// <exception cref="JsonException">The answer is JSON of another shape.</exception>
    public static T Read<T>(string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception strange)
            when (strange is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new JsonException($"the broker's management interface answered something else than {expected}", strange);
        }
    }

    /// <param name="kind">Such as <c>queues</c>.</param>
    /// <param name="columns">The members wanted, separated by commas.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JsonElement> GetAsync(string kind, string columns, CancellationToken cancellationToken)
    {
        var management = new Uri(options.RabbitMqManagement!);
        var virtualHost = Uri.UnescapeDataString(new Uri(options.RabbitMq).AbsolutePath.TrimStart('/'));
        var path = $"/api/{kind}/{Uri.EscapeDataString(virtualHost.Length == 0 ? "/" : virtualHost)}?columns={columns}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(management.GetLeftPart(UriPartial.Authority)), path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)))
        );
        try
        {
            using var answer = await Http.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonDocument.ParseAsync(body, default, cancellationToken)).RootElement;
        }
        catch (TaskCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the broker's management interface did not answer within {Http.Timeout.TotalSeconds} s", slow);
        }
    }
}
