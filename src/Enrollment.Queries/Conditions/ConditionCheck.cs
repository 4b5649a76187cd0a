using Enrollment.Storage.Access;

namespace Enrollment.Queries.Conditions;

/// <summary>Checks a condition within a time limit.</summary>
public static class ConditionCheck
{
    /// <summary>A condition that cannot be checked is a problem of its own and does not hide the others.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="timeout">The time limit, also for a condition that does not heed its token.</param>
    /// <param name="describe">The sentence for a check that failed or was not finished in time.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
    public static async Task<ConditionProblem?> FindProblemAsync(
        ICondition condition,
        TimeSpan timeout,
        Func<Exception, string> describe,
        CancellationToken cancellationToken
    )
    {
        using var limit = Timeouts.Start(timeout, cancellationToken);
        try
        {
            return await condition.FindProblemAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConditionProblem(describe(exception));
        }
    }
}
