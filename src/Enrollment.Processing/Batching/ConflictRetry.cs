using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Another process wrote to the same streams at the same moment: what failed for that is done again, from its reading on.
/// </summary>
internal static class ConflictRetry
{
    private const int MostTries = 5;

    public static async Task<T> RunAsync<T>(Func<Task<T>> record)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await record();
            }
            catch (Exception conflict) when (attempt < MostTries && ExceptionClassifier.IsConflict(conflict))
            {
                await Task.Delay(Random.Shared.Next(10, 50 * attempt));
            }
        }
    }
}
