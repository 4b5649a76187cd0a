using System.Diagnostics;

namespace Enrollment.Benchmark;

/// <summary>Waits for what other processes bring about.</summary>
internal static class Polling
{
    public static async Task UntilAsync(
        Func<Task<bool>> isThere,
        string what,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        int betweenLooks = 100
    )
    {
        var waited = Stopwatch.StartNew();
        while (!await isThere())
        {
            if (waited.Elapsed > timeout)
                throw new TimeoutException($"Waited {timeout.TotalSeconds:F0} s without success until: {what}.");
            await Task.Delay(betweenLooks, cancellationToken);
        }
    }
}
