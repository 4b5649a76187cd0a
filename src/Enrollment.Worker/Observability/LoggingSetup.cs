using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Worker.Transport;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;

namespace Enrollment.Worker.Observability;

internal static class LoggingSetup
{
    public static IServiceCollection AddLogging(this IServiceCollection services, EnrollmentOptions options) =>
        services.AddSerilog(
            (provider, log) =>
            {
                log.ReadFrom.Configuration(provider.GetRequiredService<IConfiguration>());
                log.MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning);
                log.MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning);
                log.Enrich.FromLogContext();
                // Marten logs each conflict as an error with its stack. The worker retries, and logs the conflict if that fails.
                log.Filter.ByExcluding(line =>
                    line.Exception is { } exception && IsOfMarten(line) && ExceptionClassifier.IsConflict(exception)
                );
                // The bus logs each message that returns to its queue, a thousand when a connection closes. The cause is logged once.
                log.Filter.ByExcluding(line =>
                    line.Exception is OperationCanceledException or MessageKeptException
                    && line.MessageTemplate.Text.StartsWith("T-FAULT", StringComparison.Ordinal)
                );
                log.WriteTo.Console(Formatter(options.LogFormat));
            },
            preserveStaticLogger: true
        );

    internal static ITextFormatter Formatter(string logFormat) => logFormat == "json" ? new EscapedLogJson() : new EscapedLogLines();

    private static bool IsOfMarten(LogEvent line) =>
        line.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: string name }
        && name.StartsWith("Marten", StringComparison.Ordinal);
}
