using System.Globalization;
using Enrollment.Worker.Messaging;
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
                // Marten logs each conflict as an error with its stack; it is retried, and logged by us if that does not help.
                log.Filter.ByExcluding(line => line.Exception is { } trouble && IsOfMarten(line) && Trouble.IsConflict(trouble));
                // The bus logs each message that goes back to its queue, a thousand when a connection closes; why it does is logged once, where it happens.
                log.Filter.ByExcluding(line => line.Exception is OperationCanceledException or MessageKeptException && line.MessageTemplate.Text.StartsWith("T-FAULT", StringComparison.Ordinal));
                if (options.LogFormat == "json")
                    log.WriteTo.Console(new CompactJsonFormatter());
                else
                    log.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
            },
            preserveStaticLogger: true);

    private static bool IsOfMarten(LogEvent line) =>
        line.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string name } && name.StartsWith("Marten", StringComparison.Ordinal);
}
