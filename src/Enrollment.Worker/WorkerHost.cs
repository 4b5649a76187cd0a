using Enrollment.Operations.Settings;
using Enrollment.Processing;
using Enrollment.Processing.Auditing;
using Enrollment.Worker.Clock;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Health;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Startup;
using Enrollment.Worker.WarmUp;

namespace Enrollment.Worker;

/// <summary>Builds the worker, for production and for tests in process.</summary>
internal static class WorkerHost
{
    /// <param name="args">Command line, for example <c>--Enrollment:NightlyAt=03:00</c>.</param>
    /// <param name="configure">Runs first. Configuration that it adds is read, and a service that it registers (a
    /// <see cref="TimeProvider"/>, a consumer of a fact) replaces the worker's own.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        var options = EnrollmentSettings.Read(builder.Configuration, builder.Environment);
        builder
            .Services.AddSingleton(options)
            .AddLogging(options)
            .AddMetricsAndTraces(options)
            .AddStorageWithDaemon(options)
            .AddClock(options)
            .AddDeadLetters(options)
            .AddEnrollment(options)
            .AddNightlyCycle(options.NightlyClock)
            .AddHostedService<ChainFollower>()
            .AddWarmUp()
            .AddBus(options)
            .AddHealth();
        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics(options);
        return app;
    }
}
