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
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("enrollment-worker"))
            .WithMetrics(metrics => Metrics(metrics, options))
            .WithTracing(traces => Traces(traces, options));
        return services;
    }

    public static void MapMetrics(this WebApplication app, EnrollmentOptions options)
    {
        // The instruments exist from the start, not from the first fact on.
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

    private static void Traces(TracerProviderBuilder traces, EnrollmentOptions options)
    {
        traces.AddSource(Sources);
        if (!string.IsNullOrEmpty(options.OtlpEndpoint))
            traces.AddOtlpExporter(otlp => otlp.Endpoint = new Uri(options.OtlpEndpoint));
    }
}
