using System.Diagnostics;

namespace Enrollment.Chaos;

internal static class Wait
{
    /// <summary>False when it did not come about in time. What fails while it is asked counts as not yet.</summary>
    public static async Task<bool> Until(Func<Task<bool>> isThere, TimeSpan patience, CancellationToken cancellation)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < patience)
        {
            if (await Asked(isThere, cancellation))
                return true;
            await Task.Delay(200, cancellation);
        }

        return false;
    }

    private static async Task<bool> Asked(Func<Task<bool>> isThere, CancellationToken cancellation)
    {
        try
        {
            return await isThere();
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
