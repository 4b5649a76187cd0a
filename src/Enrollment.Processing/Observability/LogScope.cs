namespace Enrollment.Processing.Observability;

/// <summary>Puts the run on every line that is logged inside.</summary>
internal static class LogScope
{
    public static IDisposable? BeginRun(this ILogger log, DateOnly businessDate) =>
        log.BeginScope(new Dictionary<string, object> { ["Run"] = businessDate.ToString("O", null) });
}
