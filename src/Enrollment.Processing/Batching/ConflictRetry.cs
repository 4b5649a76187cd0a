using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>Repeats a transaction that failed because another process wrote to the same streams. Each attempt reads again.</summary>
public static class ConflictRetry
{
    private const int MaxAttempts = 5;

    public static async Task<T> RunAsync<T>(Func<Task<T>> record)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await record();
            }
            catch (Exception conflict) when (attempt < MaxAttempts && ExceptionClassifier.IsConflict(conflict))
            {
                await Task.Delay(Random.Shared.Next(10, 50 * attempt));
            }
        }
    }
}
