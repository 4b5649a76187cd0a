using System.Diagnostics;

namespace Enrollment.Chaos;

internal static class Wait
{
    /// <summary>False when it did not come about in time. What fails while it is asked counts as not yet.</summary>
    public static async Task<bool> Until(Func<Task<bool>> isThere, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < patience)
        {
            if (await Asked(isThere, cancellationToken))
                return true;
            await Task.Delay(200, cancellationToken);
        }

        return false;
    }

    private static async Task<bool> Asked(Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        try
        {
            return await isThere();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
