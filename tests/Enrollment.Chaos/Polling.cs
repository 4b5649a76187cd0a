using System.Diagnostics;

namespace Enrollment.Chaos;

internal static class Polling
{
    /// <summary>False when it did not come about in time. What fails while it is asked counts as not yet.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < timeout)
        {
            if (await IsTrueAsync(condition, cancellationToken))
                return true;
            await Task.Delay(200, cancellationToken);
        }

        return false;
    }

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        try
        {
            return await condition();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
