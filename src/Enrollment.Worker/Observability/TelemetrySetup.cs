using Enrollment.Processing.Observability;
using Enrollment.Storage;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Enrollment.Worker.Observability;

internal static class TelemetrySetup
{
    private static readonly string[] Sources = [EnrollmentMetrics.Name, "MassTransit", "Marten", "Npgsql"];

    public static IServiceCollection AddMetricsAndTraces(this IServiceCollection services, EnrollmentOptions options)
    {
        services.AddSingleton<EnrollmentMetrics>();
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("enrollment-worker"))
            .WithMetrics(metrics => Metrics(metrics, options));
        // Without an endpoint no spans are created, because there is one for each message and each statement.
        if (!string.IsNullOrEmpty(options.OtlpEndpoint))
            telemetry.WithTracing(traces => Traces(traces, options.OtlpEndpoint));
        return services;
    }

    public static void MapMetrics(this WebApplication app, EnrollmentOptions options)
    {
        // The instruments exist from the start, and not only from the first fact.
        app.Services.GetRequiredService<EnrollmentMetrics>();
        if (options.MetricsEndpoint.Length > 0)
            app.MapPrometheusScrapingEndpoint(options.MetricsEndpoint);
    }

    private static void Metrics(MeterProviderBuilder metrics, EnrollmentOptions options)
    {
        metrics.AddMeter(Sources);
        if (options.MetricsEndpoint.Length > 0)
            metrics.AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
        if (!string.IsNullOrEmpty(options.OtlpEndpoint))
            metrics.AddOtlpExporter(otlp => otlp.Endpoint = new Uri(options.OtlpEndpoint));
    }

    private static void Traces(TracerProviderBuilder traces, string endpoint) =>
        traces.AddSource(Sources).AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint));
}
