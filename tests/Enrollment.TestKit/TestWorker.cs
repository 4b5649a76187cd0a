using Enrollment.Worker;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Enrollment.TestKit;

/// <summary>The real worker in this process, on servers of its own or shared with another worker.</summary>
public sealed class TestWorker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestWorker(WebApplication app, TestPublisher publisher)
    {
        this._app = app;
        Publisher = publisher;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public IServiceProvider Services => _app.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    public HttpClient Http { get; }

    public TestPublisher Publisher { get; }

    public static async Task<TestWorker> Start(
        TestServers servers,
        Action<WebApplicationBuilder>? configure = null,
        params string[] settings
    )
    {
        var worker = await Begin(servers, configure, settings);
        try
        {
            // The bus declares its queues in the background.
            await Eventually.Be(
                worker.Readiness,
                text => text.Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal),
                seconds: 60
            );
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that may not become ready.</summary>
    public static async Task<TestWorker> Begin(
        TestServers servers,
        Action<WebApplicationBuilder>? configure = null,
        params string[] settings
    )
    {
        var app = WorkerHost.Create([.. Arguments(servers), .. settings], configure);
        // Each host of a process logs with its own loggers.
        MassTransit.LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        await app.StartAsync();
        return new TestWorker(app, await TestPublisher.Connect(servers.RabbitMq));
    }

    /// <summary>What <c>/health/ready</c> says.</summary>
    public Task<string> Readiness() => Text("/health/ready");

    public async Task<string> Text(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal static IEnumerable<string> Arguments(TestServers servers) =>
        [
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--Enrollment:Postgres={servers.Postgres}",
            $"--Enrollment:RabbitMq={servers.RabbitMq}",
            "--Serilog:MinimumLevel:Default=Warning",
        ];
}
