using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Enrollment.Worker.Observability;

internal static class LoggingSetup
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {MessageId} {Stream} {Run}{NewLine}{Exception}";

    public static IServiceCollection AddLogging(this IServiceCollection services, EnrollmentOptions options) =>
        services.AddSerilog(
            (provider, log) =>
            {
                log.ReadFrom.Configuration(provider.GetRequiredService<IConfiguration>());
                log.MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning);
                log.MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning);
                log.Enrich.FromLogContext();
                if (options.LogFormat == "json")
                    log.WriteTo.Console(new CompactJsonFormatter());
                else
                    log.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
            },
            preserveStaticLogger: true);
}
