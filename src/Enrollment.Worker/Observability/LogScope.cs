using Serilog.Context;

namespace Enrollment.Worker.Observability;

/// <summary>Puts a stream or a run on every line that is logged inside; ids only.</summary>
internal static class LogScope
{
    public static IDisposable Stream(string key) => LogContext.PushProperty("Stream", key);

    public static IDisposable Run(DateOnly businessDate) => LogContext.PushProperty("Run", businessDate.ToString("O", null));
}
