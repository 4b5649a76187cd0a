using System.Diagnostics;

namespace Enrollment.Benchmark;

/// <summary>Waits for what other processes bring about.</summary>
internal static class Polling
{
    public static async Task UntilAsync(
        Func<Task<bool>> isThere,
        string what,
        TimeSpan patience,
        CancellationToken cancellationToken,
        int betweenLooks = 100
    )
    {
        var waited = Stopwatch.StartNew();
        while (!await isThere())
        {
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Waited {patience.TotalSeconds:F0} s in vain until: {what}.");
            await Task.Delay(betweenLooks, cancellationToken);
        }
    }
}
