namespace Enrollment.Processing.Observability;

/// <summary>Adds the run to log lines.</summary>
public static class LogScope
{
    public static IDisposable? BeginRun(this ILogger log, DateOnly businessDate) =>
        log.BeginScope(new Dictionary<string, object> { ["Run"] = businessDate.ToString("O", null) });
}
